using System.Net;
using System.Text;
using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Client.Searching;

namespace Footnote.Knowledge.Tests;

public sealed class DocumentTests(KnowledgeApp server) : IClassFixture<KnowledgeApp>
{
    private const string Handbook = """
        # Travel handbook

        Employees book trains through the travel desk.

        ## Reimbursement

        Receipts for taxi rides are reimbursed within fourteen days when the zebra form is attached.

        | City | Limit |
        | --- | --- |
        | Oslo | 180 |
        """;

    [Fact]
    public async Task Upload_of_markdown_is_found_at_its_position_and_location()
    {
        var person = await server.App.RegisterAsync();
        var document = await KnowledgeApp.UploadAsync(person, "handbook.md", Encoding.UTF8.GetBytes(Handbook));
        Assert.Equal((DocumentStatus.Completed, 1.0, "Travel handbook", "en"),
            (document.Status, document.Progress, document.Title, document.Language));
        var found = await KnowledgeApp.SearchAsync(person, "taxi receipts zebra form", document.Position);
        var passage = found.Results.First(result => result.DocumentId == document.Id);
        var text = await person.Client.Documents.GetTextAsync(document.Id, KnowledgeApp.Token);
        Assert.Equal(passage.Excerpt, text.Text[passage.Location.Start..passage.Location.End]);
        Assert.Contains("City: Oslo | Limit: 180", text.Text, StringComparison.Ordinal);
        Assert.True(found.Position >= document.Position);
        Assert.InRange(passage.RelevanceScore, 0, 1);
    }

    [Fact]
    public async Task Original_is_downloaded_byte_for_byte_and_never_shown_as_a_page()
    {
        var person = await server.App.RegisterAsync();
        var content = Encoding.UTF8.GetBytes("<html><body><p>An umbrella is a useful thing.</p><script>alert(1)</script></body></html>");
        var document = await KnowledgeApp.UploadAsync(person, "seite ü.html", content);
        using var response = await person.Http.GetAsync(new Uri($"/documents/{document.Id}/original", UriKind.Relative),
            KnowledgeApp.Token);
        Assert.Equal(content, await response.Content.ReadAsByteArrayAsync(KnowledgeApp.Token));
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("seite ü.html", response.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").First());
    }

    [Theory]
    [InlineData("filename=\"../../etc/passwd\"", "INVALID_FILE_NAME")]
    [InlineData("filename=\"a\u0001b.txt\"", "INVALID_FILE_NAME")]
    [InlineData("filename*=UTF-8''a%00b.txt", "INVALID_FILE_NAME")]
    public async Task Upload_with_a_name_that_is_a_path_or_holds_control_characters_is_refused(string fileName, string code)
    {
        var person = await server.App.RegisterAsync();
        using var response = await KnowledgeApp.PostFileAsync(person.Http, fileName, "text"u8.ToArray());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(code, await response.Content.ReadAsStringAsync(KnowledgeApp.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_of_zero_bytes_or_of_a_program_is_refused_and_leaves_nothing()
    {
        var person = await server.App.RegisterAsync();
        var empty = await Assert.ThrowsAsync<FootnoteApiException>(() => KnowledgeApp.UploadAsync(person, "empty.txt", []));
        Assert.Equal((HttpStatusCode.BadRequest, "EMPTY_FILE"), (empty.Status, empty.Code));
        byte[] program = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0];
        var refused = await Assert.ThrowsAsync<FootnoteApiException>(() => KnowledgeApp.UploadAsync(person, "tool.txt", program));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE"), (refused.Status, refused.Code));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.App.DataFolder, "tmp")));
    }

    [Fact]
    public async Task Upload_that_names_another_type_than_it_has_is_read_as_what_it_is_with_a_warning()
    {
        var person = await server.App.RegisterAsync();
        var document = await KnowledgeApp.UploadAsync(person, "report.pdf", "Plain words about quarterly giraffes."u8.ToArray());
        Assert.Equal((DocumentStatus.Completed, "text/plain"), (document.Status, document.MediaType));
        Assert.Contains(document.Warnings, warning => warning.Contains("PDF", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("broken.pdf", "%PDF-1.7\nthis is not a document", "CORRUPT")]
    [InlineData("blank.txt", "  \n\t \n", "NO_TEXT")]
    [InlineData("book.epub", "not a container at all", "CORRUPT")]
    public async Task Upload_without_readable_text_fails_with_the_reason(string name, string content, string code)
    {
        var person = await server.App.RegisterAsync();
        var document = await KnowledgeApp.UploadAsync(person, name, Encoding.UTF8.GetBytes(content));
        Assert.Equal((DocumentStatus.Failed, code), (document.Status, document.Error?.Code));
        var text = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            person.Client.Documents.GetTextAsync(document.Id, KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.Conflict, text.Status);
    }

    [Fact]
    public async Task Repeating_a_request_with_its_key_gives_the_same_document_and_another_request_is_refused()
    {
        var person = await server.App.RegisterAsync();
        var request = new CreateDocumentRequest("Once", "Only one of these is stored.");
        var accepted = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => person.Client.Documents.CreateAsync(request, "key-1", KnowledgeApp.Token)));
        Assert.Single(accepted.Select(answer => answer.Id).Distinct());
        var list = await person.Client.Documents.ListAsync(cancellationToken: KnowledgeApp.Token);
        Assert.Single(list.Data, document => document.OwnerId == person.UserId);
        var other = await Assert.ThrowsAsync<FootnoteApiException>(
            () => person.Client.Documents.CreateAsync(request with { Text = "Different." }, "key-1", KnowledgeApp.Token));
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", other.Code);
    }

    [Fact]
    public async Task Filters_narrow_a_search_to_what_carries_them()
    {
        var person = await server.App.RegisterAsync();
        await KnowledgeApp.AddAsync(person, "A", "The walrus policy applies here.", request =>
            request with { Category = "hr", Tags = ["north", "sea"] });
        var last = await KnowledgeApp.AddAsync(person, "B", "The walrus policy applies there.", request =>
            request with { Category = "it", Tags = ["north"] });
        var day = DateOnly.FromDateTime(last.CreatedAt.UtcDateTime);
        Assert.Equal(["A"], await TitlesAsync(person, last, new SearchFilters { Category = "HR" }));
        Assert.Equal(["A"], await TitlesAsync(person, last, new SearchFilters { Tags = ["sea", "north"] }));
        Assert.Equal(["A", "B"], await TitlesAsync(person, last, new SearchFilters { Tags = ["north"], DateFrom = day, DateTo = day }));
        Assert.Empty(await TitlesAsync(person, last, new SearchFilters { DateFrom = day.AddDays(1) }));
        Assert.Empty(await TitlesAsync(person, last, new SearchFilters { CollectionIds = [Guid.NewGuid()] }));
    }

    [Fact]
    public async Task Removing_the_sample_collection_removes_its_documents_in_one_step()
    {
        var loader = await server.App.RegisterAsync();
        var member = await server.App.RegisterAsync();
        var sample = await loader.Client.Collections.CreateAsync(new("Sample " + loader.UserId, "sample"), KnowledgeApp.Token);
        var document = await KnowledgeApp.AddAsync(loader, "Pelican", "Pelican accounts are free.", request =>
            request with { CollectionId = sample.Id });
        Assert.Contains((await KnowledgeApp.SearchAsync(member, "pelican accounts", document.Position)).Results, found =>
            found.DocumentId == document.Id);
        await member.Client.Collections.DeleteAsync(sample.Id, KnowledgeApp.Token);
        Assert.DoesNotContain((await KnowledgeApp.SearchAsync(member, "pelican accounts")).Results, found =>
            found.DocumentId == document.Id);
        var gone = await Assert.ThrowsAsync<FootnoteApiException>(() => member.Client.Documents.GetAsync(document.Id, KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
    }

    [Fact]
    public async Task Removing_a_collection_of_somebody_else_is_forbidden()
    {
        var owner = await server.App.RegisterAsync();
        var member = await server.App.RegisterAsync();
        var collection = await owner.Client.Collections.CreateAsync(new("Own " + owner.UserId), KnowledgeApp.Token);
        var refused = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            member.Client.Collections.DeleteAsync(collection.Id, KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    private static async Task<string[]> TitlesAsync(Testing.SignedIn person, Document last, SearchFilters filters)
    {
        var found = await KnowledgeApp.SearchAsync(person, "walrus policy", last.Position, filters);
        return [.. found.Results.Select(result => result.Title).Distinct().Order(StringComparer.Ordinal)];
    }
}
