using System.Net;
using Footnote.Client;
using Footnote.Knowledge.Searching;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests;

public sealed class PermissionTests(KnowledgeApp server) : IClassFixture<KnowledgeApp>
{
    [Fact]
    public async Task Restricted_document_is_invisible_to_everybody_else_on_every_path()
    {
        var owner = await server.App.RegisterAsync();
        var other = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(owner, "Salary", "The flamingo bonus is secret.", request =>
            request with { Restricted = true });
        Assert.NotEmpty((await KnowledgeApp.SearchAsync(owner, "flamingo bonus", document.Position)).Results);
        Assert.DoesNotContain((await KnowledgeApp.SearchAsync(other, "flamingo bonus", document.Position)).Results, found =>
            found.DocumentId == document.Id);
        foreach (var path in new[] { $"/documents/{document.Id}", $"/documents/{document.Id}/text", $"/documents/{document.Id}/original" })
        {
            using var response = await other.Http.GetAsync(new Uri(path, UriKind.Relative), KnowledgeApp.Token);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        var list = await other.Client.Documents.ListAsync(cancellationToken: KnowledgeApp.Token);
        Assert.DoesNotContain(list.Data, found => found.Id == document.Id);
        var refused = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            other.Client.Documents.DeleteAsync(document.Id, KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
    }

    [Fact]
    public async Task Administrator_deletes_a_restricted_document_but_cannot_read_it()
    {
        var owner = await server.App.RegisterAsync();
        var administrator = await server.App.RegisterAsync(admin: true);
        var document = await KnowledgeApp.AddAsync(owner, "Diary", "The heron diary.", request => request with { Restricted = true });
        var hidden = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            administrator.Client.Documents.GetTextAsync(document.Id, KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.NotFound, hidden.Status);
        await administrator.Client.Documents.DeleteAsync(document.Id, KnowledgeApp.Token);
        Assert.DoesNotContain((await KnowledgeApp.SearchAsync(owner, "heron diary")).Results, found => found.DocumentId == document.Id);
    }

    [Fact]
    public async Task Member_may_not_delete_what_others_own()
    {
        var owner = await server.App.RegisterAsync();
        var member = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(owner, "Shared", "The stork is shared.");
        var refused = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            member.Client.Documents.DeleteAsync(document.Id, KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    [Fact]
    public async Task Search_of_another_tenant_finds_nothing_even_with_everything_indexed()
    {
        var owner = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(owner, "Tenant", "The osprey belongs to one tenant.");
        var search = server.App.Services.GetRequiredService<ISearch>();
        var query = new SearchQuery("osprey tenant", 50) { MinPosition = document.Position };
        var own = await search.SearchAsync(KnowledgeApp.PrincipalOf(owner), query, KnowledgeApp.Token);
        var foreign = await search.SearchAsync(KnowledgeApp.Stranger(), query, KnowledgeApp.Token);
        Assert.NotEmpty(own.Value.Passages);
        Assert.Empty(foreign.Value.Passages);
    }

    [Fact]
    public async Task Deletion_ends_every_result_at_the_very_next_query()
    {
        var person = await server.App.RegisterAsync();
        for (var i = 0; i < 10; i++)
        {
            var document = await KnowledgeApp.AddAsync(person, "Gone", "The cormorant paragraph number " + i);
            Assert.Contains((await KnowledgeApp.SearchAsync(person, "cormorant paragraph", document.Position)).Results, found =>
                found.DocumentId == document.Id);
            await person.Client.Documents.DeleteAsync(document.Id, KnowledgeApp.Token);
            Assert.DoesNotContain((await KnowledgeApp.SearchAsync(person, "cormorant paragraph")).Results, found =>
                found.DocumentId == document.Id);
        }
    }

    [Fact]
    public async Task Requests_without_a_token_are_refused()
    {
        using var response = await server.App.Anonymous.GetAsync(new Uri("/documents", UriKind.Relative), KnowledgeApp.Token);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
