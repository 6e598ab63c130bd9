using System.Net;
using System.Text;
using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Client.Searching;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests;

public sealed class MetadataTests(KnowledgeApp server) : IClassFixture<KnowledgeApp>
{
    [Fact]
    public async Task Edit_reaches_every_filter_of_the_search_and_of_the_list()
    {
        var person = await server.App.RegisterAsync();
        var collection = await person.Client.Collections.CreateAsync(new("Moved " + person.UserId), KnowledgeApp.Token);
        var tag = "t" + person.UserId.ToString("n");
        var left = await KnowledgeApp.AddAsync(person, "Left", "The wombat ledger.", request => request with { Tags = [tag] });
        var document = await KnowledgeApp.AddAsync(person, "Old", "The wombat ledger.", request => request with { Tags = [tag] });
        var edited = await person.Client.Documents.UpdateAsync(
            document.Id,
            new DocumentChange
            {
                Title = "New",
                Category = "Finance",
                Source = "web",
                DocumentDate = new DateOnly(2024, 2, 29),
                CollectionId = collection.Id,
                Custom = new Dictionary<string, object?>
                {
                    ["department"] = "Sales",
                    ["year"] = 2024,
                    ["final"] = true,
                    ["due"] = "2024-03-01",
                },
            },
            document.Etag,
            KnowledgeApp.Token);
        Assert.Equal(("New", "Finance", "web", new DateOnly(2024, 2, 29)),
            (edited.Title, edited.Category, edited.Source, edited.DocumentDate));
        Assert.NotEqual(document.Etag, edited.Etag);
        var read = await person.Client.Documents.WaitAsync(document.Id, cancellationToken: KnowledgeApp.Token);
        Assert.Equal([(document.Id, "New"), (left.Id, "Left")], await FindAsync(new SearchFilters()));
        var only = new[] { (document.Id, "New") };
        Assert.Equal(only, await FindAsync(new() { Category = "finance" }));
        Assert.Equal(only, await FindAsync(new() { Sources = ["web", "git"] }));
        Assert.Equal(only, await FindAsync(new() { CollectionIds = [collection.Id] }));
        Assert.Equal(only, await FindAsync(new() { DocumentDateFrom = new(2024, 2, 29), DocumentDateTo = new(2024, 2, 29) }));
        Assert.Empty(await FindAsync(new() { DocumentDateFrom = new(2024, 3, 1) }));
        Assert.Equal(only, await FindAsync(Custom("department", new() { EqualTo = "Sales" })));
        Assert.Equal(only, await FindAsync(Custom("year", new() { EqualTo = 2024.0 })));
        Assert.Equal(only, await FindAsync(Custom("final", new() { EqualTo = true })));
        Assert.Equal(only, await FindAsync(Custom("year", new() { From = 2024, To = 2024.5 })));
        Assert.Equal(only, await FindAsync(Custom("due", new() { From = "2024-03-01", To = "2024-12-31" })));
        Assert.Empty(await FindAsync(Custom("due", new() { From = "2024-03-02" })));
        Assert.Empty(await FindAsync(Custom("department", new() { EqualTo = "sales" })));
        Assert.Empty(await FindAsync(Custom("department", new() { From = 1 })));
        Assert.Empty(await FindAsync(Custom("absent", new() { EqualTo = "x" })));
        foreach (var query in new[]
        {
            "category=finance", "source=web&source=git", "document_date_from=2024-02-29&document_date_to=2024-02-29",
            "custom.department=Sales", "custom.year=2024", "custom.final=true", "custom.year.from=2023.5&custom.year.to=2024",
            "custom.due.from=2024-03-01", $"collection_id={collection.Id}", $"tags={tag}&category=FINANCE",
        })
        {
            Assert.Equal([document.Id], await ListAsync($"{query}&tags={tag.ToUpperInvariant()}"));
        }

        Assert.Empty(await ListAsync($"tags={tag}&custom.year.from=2025"));
        Assert.Empty(await ListAsync($"tags={tag}&custom.department.from=1"));
        Assert.Equal([document.Id, left.Id], await ListAsync($"tags={tag}"));

        async Task<(Guid, string)[]> FindAsync(SearchFilters filters)
        {
            var found = await KnowledgeApp.SearchAsync(person, "wombat ledger", read.Position, filters with { Tags = [tag] });
            return [.. found.Results.Select(result => (result.DocumentId, result.Title)).OrderByDescending(pair => pair.DocumentId)];
        }

        async Task<Guid[]> ListAsync(string query)
        {
            var json = await person.Http.GetStringAsync(new Uri("/documents?" + query, UriKind.Relative), KnowledgeApp.Token);
            using var page = System.Text.Json.JsonDocument.Parse(json);
            return [.. page.RootElement.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];
        }
    }

    [Fact]
    public async Task Text_is_found_by_its_new_title_and_answers_meanwhile()
    {
        var person = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Before", "Nothing but plain words in here.");
        var edited = await person.Client.Documents.UpdateAsync(
            document.Id, new DocumentChange { Title = "Quetzalcoatlus" }, cancellationToken: KnowledgeApp.Token);
        var found = await KnowledgeApp.SearchAsync(person, "quetzalcoatlus", edited.Position);
        Assert.Contains(found.Results, result => result.DocumentId == document.Id);
        var read = await person.Client.Documents.WaitAsync(document.Id, cancellationToken: KnowledgeApp.Token);
        Assert.Equal(("Quetzalcoatlus", 1), (read.Title, read.Version));
    }

    /// <summary>A document that is read anew has other chunks; a search that demands no position must not fall between the two.</summary>
    [Fact]
    public async Task Document_is_found_at_any_time_while_it_is_read_anew()
    {
        const int Edits = 15;
        var person = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Edit 0", "The numbat papers stay where they are.");
        using var edited = new CancellationTokenSource();
        var searches = Task.Run(
            async () =>
            {
                var count = 0;
                for (; !edited.IsCancellationRequested; count++)
                {
                    var found = await KnowledgeApp.SearchAsync(person, "numbat papers");
                    Assert.Contains(found.Results, result => result.DocumentId == document.Id);
                }

                return count;
            },
            KnowledgeApp.Token);
        for (var edit = 1; edit <= Edits; edit++)
        {
            var change = new DocumentChange { Title = $"Edit {edit}" };
            var changed = await person.Client.Documents.UpdateAsync(document.Id, change, cancellationToken: KnowledgeApp.Token);
            await KnowledgeApp.SearchAsync(person, "numbat", changed.Position);
        }

        await person.Client.Documents.WaitAsync(document.Id, cancellationToken: KnowledgeApp.Token);
        await edited.CancelAsync();
        Assert.NotEqual(0, await searches);
    }

    [Fact]
    public async Task Custom_fields_are_merged_and_members_are_cleared()
    {
        var person = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Fields", "The quoll has fields.", request => request with { Category = "c" });
        await EditAsync("""{"custom":{"a":1,"b":"x","c":true}}""");
        await EditAsync("""{"custom":{"a":2,"b":null},"category":null}""");
        var merged = await person.Client.Documents.GetAsync(document.Id, KnowledgeApp.Token);
        Assert.Null(merged.Category);
        Assert.Equal("a=2 c=True", string.Join(' ', merged.Custom!.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}")));
        await EditAsync("{}");
        Assert.Equal(merged.Etag, (await person.Client.Documents.GetAsync(document.Id, KnowledgeApp.Token)).Etag);
        var cleared = await person.Client.Documents.UpdateAsync(
            document.Id, new DocumentChange { Clear = ["custom"] }, cancellationToken: KnowledgeApp.Token);
        Assert.Empty(cleared.Custom!);

        async Task EditAsync(string body)
        {
            using var response = await PatchAsync(person, document.Id, body);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("""{"title":""}""", "title")]
    [InlineData("""{"title":5}""", "title")]
    [InlineData("""{"tags":["a",1]}""", "tags")]
    [InlineData("""{"source":"git"}""", "source")]
    [InlineData("""{"document_date":"2024-02-30"}""", "document_date")]
    [InlineData("""{"collection_id":"00000000-0000-0000-0000-000000000001"}""", "collection_id")]
    [InlineData("""{"custom":{"Bad Name":1}}""", "custom")]
    [InlineData("""{"custom":{"nested":{}}}""", "custom.nested")]
    [InlineData("""{"custom":{"big":1e999}}""", "custom.big")]
    [InlineData("""{"custom":{"half":"\ud800"}}""", "custom.half")]
    [InlineData("""{"owner_id":"x"}""", "owner_id")]
    [InlineData("[]", "body")]
    public async Task Edit_that_is_not_valid_names_the_field(string body, string field)
    {
        var person = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Valid", "The bilby is valid.");
        using var response = await PatchAsync(person, document.Id, body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"{field}\"", await response.Content.ReadAsStringAsync(KnowledgeApp.Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("custom.Bad=1")]
    [InlineData("custom.a.b=1")]
    [InlineData("custom.a.from=word")]
    [InlineData("source=elsewhere")]
    [InlineData("date_from=2024-02-02&date_to=2024-01-01")]
    [InlineData("document_date_from=yesterday")]
    [InlineData("deleted=perhaps")]
    public async Task List_with_a_filter_that_is_not_valid_is_refused(string query)
    {
        var person = await server.App.RegisterAsync();
        using var response = await person.Http.GetAsync(new Uri("/documents?" + query, UriKind.Relative), KnowledgeApp.Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"Bad":{"equals":1}}""")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"a":{"equals":[]}}""")]
    [InlineData("""{"a":{"from":1,"to":"2024-01-01"}}""")]
    [InlineData("""{"a":{"from":"soon"}}""")]
    public async Task Search_with_a_condition_that_is_not_valid_is_refused(string custom)
    {
        var person = await server.App.RegisterAsync();
        using var body = new StringContent($$$"""{"query":"x","filters":{"custom":{{{custom}}}}}""", Encoding.UTF8, "application/json");
        using var response = await person.Http.PostAsync(new Uri("/search", UriKind.Relative), body, KnowledgeApp.Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Edit_needs_the_owner_or_an_administrator_and_the_state_it_is_meant_for()
    {
        var owner = await server.App.RegisterAsync();
        var member = await server.App.RegisterAsync();
        var administrator = await server.App.RegisterAsync(admin: true);
        var document = await KnowledgeApp.AddAsync(owner, "Mine", "The potoroo is mine.");
        var change = new DocumentChange { Category = "x" };
        var forbidden = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            member.Client.Documents.UpdateAsync(document.Id, change, cancellationToken: KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.Status);
        await administrator.Client.Documents.UpdateAsync(document.Id, change, document.Etag, KnowledgeApp.Token);
        var outdated = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            owner.Client.Documents.UpdateAsync(document.Id, change with { Category = "y" }, document.Etag, KnowledgeApp.Token));
        Assert.Equal("PRECONDITION_FAILED", outdated.Code);
    }

    private static SearchFilters Custom(string name, CustomCondition condition) =>
        new() { Custom = new Dictionary<string, CustomCondition> { [name] = condition } };

    private static async Task<HttpResponseMessage> PatchAsync(SignedIn person, Guid id, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await person.Http.PatchAsync(new Uri($"/documents/{id}", UriKind.Relative), content, KnowledgeApp.Token);
    }
}
