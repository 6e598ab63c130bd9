using System.Net;
using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Knowledge.Ingestion;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests;

public sealed class RestoreTests(KnowledgeApp server) : IClassFixture<KnowledgeApp>
{
    [Fact]
    public async Task Deleted_document_is_listed_for_its_owner_and_comes_back_as_it_was()
    {
        var owner = await server.App.RegisterAsync();
        var other = await server.App.RegisterAsync();
        var administrator = await server.App.RegisterAsync(admin: true);
        var document = await KnowledgeApp.AddAsync(owner, "Back", "The kakapo returns.", request => request with { Tags = ["bird"] });
        await owner.Client.Documents.DeleteAsync(document.Id, KnowledgeApp.Token);
        Assert.Contains(await DeletedAsync(owner), found => found.Id == document.Id && found.DeletedAt is not null);
        Assert.Contains(await DeletedAsync(administrator), found => found.Id == document.Id);
        Assert.DoesNotContain(await DeletedAsync(other), found => found.Id == document.Id);
        var refused = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            other.Client.Documents.RestoreAsync(document.Id, KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);

        var restored = await owner.Client.Documents.RestoreAsync(document.Id, KnowledgeApp.Token);
        Assert.Equal(Client.Documents.DocumentStatus.Completed, restored.Status);
        Assert.Contains((await KnowledgeApp.SearchAsync(owner, "kakapo returns", restored.Position)).Results, found =>
            found.DocumentId == document.Id);
        var again = await owner.Client.Documents.GetAsync(document.Id, KnowledgeApp.Token);
        Assert.Equal(("Back", "bird", 1), (again.Title, again.Tags.Single(), again.Version));
        Assert.DoesNotContain(await DeletedAsync(owner), found => found.Id == document.Id);
        var twice = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            owner.Client.Documents.RestoreAsync(document.Id, KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.NotFound, twice.Status);
    }

    [Fact]
    public async Task Document_of_a_removed_collection_comes_back_without_it()
    {
        var owner = await server.App.RegisterAsync();
        var collection = await owner.Client.Collections.CreateAsync(new("Gone " + owner.UserId), KnowledgeApp.Token);
        var document = await KnowledgeApp.AddAsync(owner, "Orphan", "The moa had a home.", request =>
            request with { CollectionId = collection.Id });
        await owner.Client.Collections.DeleteAsync(collection.Id, KnowledgeApp.Token);
        await owner.Client.Documents.RestoreAsync(document.Id, KnowledgeApp.Token);
        Assert.Null((await owner.Client.Documents.GetAsync(document.Id, KnowledgeApp.Token)).CollectionId);
    }

    [Fact]
    public async Task Document_deleted_before_it_was_read_is_read_after_its_restoration()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("IngestionWorkers", "0"));
        var owner = await app.RegisterAsync();
        var accepted = await owner.Client.Documents.CreateAsync(new("Unread", "The takahe waits."), cancellationToken: KnowledgeApp.Token);
        await owner.Client.Documents.DeleteAsync(accepted.Id, KnowledgeApp.Token);
        Assert.Null(await app.Services.GetRequiredService<IngestionQueue>().ClaimAsync(KnowledgeApp.Token));
        var restored = await owner.Client.Documents.RestoreAsync(accepted.Id, KnowledgeApp.Token);
        Assert.Equal(Client.Documents.DocumentStatus.Pending, restored.Status);
        var job = await app.Services.GetRequiredService<IngestionQueue>().ClaimAsync(KnowledgeApp.Token);
        Assert.True(await app.Services.GetRequiredService<DocumentIngestor>().IngestAsync(job!, _ => { }, KnowledgeApp.Token));
        Assert.Equal(Client.Documents.DocumentStatus.Completed,
            (await owner.Client.Documents.GetAsync(accepted.Id, KnowledgeApp.Token)).Status);
    }

    [Fact]
    public async Task Document_deleted_longer_ago_than_it_is_kept_is_gone()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("DeletedRetention", "00:00:00"));
        var owner = await app.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(owner, "Late", "The huia is gone.");
        await owner.Client.Documents.DeleteAsync(document.Id, KnowledgeApp.Token);
        var gone = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            owner.Client.Documents.RestoreAsync(document.Id, KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
        Assert.Empty(await DeletedAsync(owner));
    }

    private static async Task<IReadOnlyList<Document>> DeletedAsync(Testing.SignedIn person)
    {
        var query = new DocumentListQuery { Deleted = true, Page = new() { Limit = 100 } };
        return (await person.Client.Documents.ListAsync(query, KnowledgeApp.Token)).Data;
    }
}
