using System.Net;
using System.Text;
using Dapper;
using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Identity;
using Footnote.Knowledge.Searching;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests;

public sealed class AccessTests(KnowledgeApp server) : IClassFixture<KnowledgeApp>
{
    [Fact]
    public async Task Readers_are_users_roles_or_everyone_and_the_very_next_query_obeys()
    {
        var owner = await server.App.RegisterAsync();
        var reader = await WithRoleAsync("auditor");
        var other = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(owner, "Payroll", "The narwhal payroll.", request => request with { Restricted = true });
        Assert.Equal("owner", await SeersAsync());
        await owner.Client.Documents.SetReadersAsync(document.Id, new() { Users = [other.UserId] }, cancellationToken: KnowledgeApp.Token);
        Assert.Equal("owner other", await SeersAsync());
        await owner.Client.Documents.SetReadersAsync(document.Id, new() { Roles = ["auditor"] }, cancellationToken: KnowledgeApp.Token);
        Assert.Equal("owner reader", await SeersAsync());
        var all = await owner.Client.Documents.SetReadersAsync(
            document.Id, new() { Everyone = true }, cancellationToken: KnowledgeApp.Token);
        Assert.Equal("owner reader other", await SeersAsync());
        Assert.False((await owner.Client.Documents.GetAsync(document.Id, KnowledgeApp.Token)).Restricted);
        var none = await owner.Client.Documents.SetReadersAsync(document.Id, new(), cancellationToken: KnowledgeApp.Token);
        Assert.Equal("owner", await SeersAsync());
        Assert.True(none.Position > all.Position);
        var same = await owner.Client.Documents.SetReadersAsync(document.Id, new(), cancellationToken: KnowledgeApp.Token);
        Assert.Equal(none.Position, same.Position);

        async Task<string> SeersAsync()
        {
            var position = (await owner.Client.Documents.GetAsync(document.Id, KnowledgeApp.Token)).Position;
            var seers = new List<string>();
            foreach (var (name, person) in new[] { ("owner", owner), ("reader", reader), ("other", other) })
            {
                var found = await KnowledgeApp.SearchAsync(person, "narwhal payroll", position);
                var searched = found.Results.Any(result => result.DocumentId == document.Id);
                using var response = await person.Http.GetAsync(new Uri($"/documents/{document.Id}", UriKind.Relative), KnowledgeApp.Token);
                Assert.Equal(searched, response.IsSuccessStatusCode);
                if (searched)
                {
                    seers.Add(name);
                }
            }

            return string.Join(' ', seers);
        }
    }

    [Fact]
    public async Task Upload_names_its_readers()
    {
        var owner = await server.App.RegisterAsync();
        var reader = await server.App.RegisterAsync();
        var other = await server.App.RegisterAsync();
        var readers = new DocumentReaders { Users = [reader.UserId] };
        var text = await KnowledgeApp.AddAsync(owner, "Text", "The beluga memo.", request => request with { Readers = readers });
        var upload = new DocumentUpload("memo.txt", new MemoryStream("The beluga file."u8.ToArray()))
        {
            Readers = readers,
            Custom = new Dictionary<string, object> { ["year"] = 2020 },
            DocumentDate = new DateOnly(2020, 5, 4),
        };
        var file = await owner.Client.Documents.UploadAsync(upload, KnowledgeApp.Token);
        await owner.Client.Documents.WaitAsync(file.Id, cancellationToken: KnowledgeApp.Token);
        foreach (var id in new[] { text.Id, file.Id })
        {
            Assert.Equal(id, (await reader.Client.Documents.GetAsync(id, KnowledgeApp.Token)).Id);
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(() => other.Client.Documents.GetAsync(id, KnowledgeApp.Token)));
            Assert.Equal([reader.UserId], (await owner.Client.Documents.GetReadersAsync(id, KnowledgeApp.Token)).Users);
        }

        var stored = await reader.Client.Documents.GetAsync(file.Id, KnowledgeApp.Token);
        Assert.Equal((new DateOnly(2020, 5, 4), 2020, "upload"),
            (stored.DocumentDate, stored.Custom!["year"].GetInt32(), stored.Source));
        Assert.Equal("api", (await reader.Client.Documents.GetAsync(text.Id, KnowledgeApp.Token)).Source);
    }

    [Theory]
    [InlineData("{}", "readers")]
    [InlineData("""{"everyone":true,"roles":["admin"]}""", "readers")]
    [InlineData("""{"roles":["nobody-has-this"]}""", "roles")]
    [InlineData("""{"users":["00000000-0000-0000-0000-000000000009"]}""", "users")]
    [InlineData("""{"users":["x"]}""", "users[0]")]
    public async Task Readers_that_do_not_exist_are_refused(string body, string field)
    {
        var owner = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(owner, "Strict", "The orca is strict.");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await owner.Http.PutAsync(
            new Uri($"/documents/{document.Id}/readers", UriKind.Relative), content, KnowledgeApp.Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"{field}\"", await response.Content.ReadAsStringAsync(KnowledgeApp.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_and_administrators_of_another_tenant_are_nobody_here()
    {
        var owner = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(owner, "Ours", "The manatee is ours.");
        var (foreigner, foreignAdministrator) = await OtherTenantAsync();
        var search = server.App.Services.GetRequiredService<ISearch>();
        foreach (var principal in new[] { foreigner, foreignAdministrator })
        {
            var query = new SearchQuery("manatee", 10) { MinPosition = document.Position };
            Assert.Empty((await search.SearchAsync(principal, query, KnowledgeApp.Token)).Value.Passages);
        }

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(() => owner.Client.Documents.SetReadersAsync(
            document.Id, new() { Users = [foreigner.UserId] }, cancellationToken: KnowledgeApp.Token)));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(() => owner.Client.Documents.SetReadersAsync(
            document.Id, new() { Roles = ["foreign-role"] }, cancellationToken: KnowledgeApp.Token)));
        var explained = await owner.Client.Documents.ExplainAccessAsync(document.Id, foreigner.UserId, KnowledgeApp.Token);
        Assert.False(explained.Allowed);
        Assert.Contains(explained.Rules, rule => rule is { Rule: "member", Holds: false });
    }

    [Fact]
    public async Task Access_is_explained_by_every_rule_to_those_who_may_ask()
    {
        var owner = await server.App.RegisterAsync();
        var reader = await WithRoleAsync("clerk");
        var other = await server.App.RegisterAsync();
        var administrator = await server.App.RegisterAsync(admin: true);
        var document = await KnowledgeApp.AddAsync(owner, "Asked", "The walleye is asked about.", request =>
            request with { Readers = new() { Roles = ["clerk"], Users = [owner.UserId] } });
        var own = await owner.Client.Documents.ExplainAccessAsync(document.Id, cancellationToken: KnowledgeApp.Token);
        Assert.Equal((true, "owner"), (own.Allowed, Deciding(own)));
        var byRole = await reader.Client.Documents.ExplainAccessAsync(document.Id, cancellationToken: KnowledgeApp.Token);
        Assert.Equal((true, "role"), (byRole.Allowed, Deciding(byRole)));
        var asked = await owner.Client.Documents.ExplainAccessAsync(document.Id, other.UserId, KnowledgeApp.Token);
        Assert.Equal((false, ""), (asked.Allowed, Deciding(asked)));
        Assert.Contains(asked.Rules, rule => rule is { Rule: "role", Holds: false });
        var administrators = await administrator.Client.Documents.ExplainAccessAsync(document.Id, cancellationToken: KnowledgeApp.Token);
        Assert.False(administrators.Allowed);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(() =>
            other.Client.Documents.ExplainAccessAsync(document.Id, cancellationToken: KnowledgeApp.Token)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(() =>
            reader.Client.Documents.ExplainAccessAsync(document.Id, other.UserId, KnowledgeApp.Token)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(() =>
            reader.Client.Documents.GetReadersAsync(document.Id, KnowledgeApp.Token)));
        await owner.Client.Documents.DeleteAsync(document.Id, KnowledgeApp.Token);
        var deleted = await administrator.Client.Documents.ExplainAccessAsync(document.Id, owner.UserId, KnowledgeApp.Token);
        Assert.Equal((false, "owner"), (deleted.Allowed, Deciding(deleted)));
        Assert.Contains(deleted.Rules, rule => rule is { Rule: "not_deleted", Holds: false });
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(() =>
            reader.Client.Documents.ExplainAccessAsync(document.Id, cancellationToken: KnowledgeApp.Token)));
    }

    private static string Deciding(DocumentAccess access) =>
        string.Join(' ', access.Rules.Where(rule => rule is { Kind: "any_of", Holds: true }).Select(rule => rule.Rule));

    private async Task<SignedIn> WithRoleAsync(string role)
    {
        var person = await server.App.RegisterAsync();
        await using var connection = await server.App.OpenDatabaseAsync();
        await connection.ExecuteAsync(
            "update identity.memberships set roles = array_append(roles, @role) where user_id = @UserId", new { role, person.UserId });
        return await server.App.SignInAsync(person.Email);
    }

    /// <summary>A second organisation with a member and an administrator, who holds a role that nobody else has.</summary>
    private async Task<(Principal Member, Principal Administrator)> OtherTenantAsync()
    {
        var people = new[] { await server.App.RegisterAsync(), await server.App.RegisterAsync() };
        var tenant = Guid.CreateVersion7();
        await using var connection = await server.App.OpenDatabaseAsync();
        await connection.ExecuteAsync(
            "insert into identity.tenants (id, name, created_at) values (@tenant, 'Other', now())", new { tenant });
        await connection.ExecuteAsync(
            "update identity.memberships set tenant_id = @tenant where user_id = any(@Ids)",
            new { tenant, Ids = people.Select(person => person.UserId).ToArray() });
        await connection.ExecuteAsync(
            "update identity.memberships set roles = array['admin', 'foreign-role'] where user_id = @UserId", new { people[1].UserId });
        return (PrincipalOf(people[0]), PrincipalOf(people[1], "admin", "foreign-role"));

        Principal PrincipalOf(SignedIn person, params string[] roles) =>
            new(person.UserId, tenant, Guid.NewGuid(), person.Email, roles.ToHashSet());
    }

    private static async Task<HttpStatusCode?> StatusAsync<T>(Func<Task<T>> action) =>
        (await Assert.ThrowsAsync<FootnoteApiException>(action)).Status;
}
