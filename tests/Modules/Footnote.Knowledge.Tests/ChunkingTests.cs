using System.Net;
using System.Text;
using Footnote.Client;
using Footnote.Client.Collections;
using Footnote.Client.Documents;
using Footnote.Knowledge.Ingestion;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests;

public sealed class ChunkingTests(KnowledgeApp server) : IClassFixture<KnowledgeApp>
{
    private const string Table = """
        # Fees

        | Service | Fee |
        | --- | --- |
        | Passport | 81 |
        | Licence | 43 |
        | Permit | 27 |
        """;

    [Fact]
    public async Task Documents_are_cut_as_their_collection_says_and_anew_when_it_changes()
    {
        var person = await server.App.RegisterAsync();
        var collection = await person.Client.Collections.CreateAsync(new("Cut " + person.UserId), KnowledgeApp.Token);
        Assert.Equal(("structure", 256, 32, true, 0), Of(collection.Chunking));
        var document = await person.Client.Documents.WaitAsync(
            (await UploadAsync(person, collection.Id)).Id, cancellationToken: KnowledgeApp.Token);
        var other = await KnowledgeApp.UploadAsync(person, "fees.md", Encoding.UTF8.GetBytes(Table));
        Assert.Equal(1, document.Chunks);
        var changed = await person.Client.Collections.UpdateAsync(
            collection.Id, new() { Chunking = new("row", 64, 0) }, KnowledgeApp.Token);
        Assert.Equal(("row", 64, 0, false), Settings(changed.Chunking));
        var cut = await WaitForCutsAsync(person, collection.Id, document.Id);
        Assert.Equal((5, 1, DocumentStatus.Completed), (cut.Chunks, cut.Version, cut.Status));
        var found = await KnowledgeApp.SearchAsync(person, "licence fee", cut.Position, new() { CollectionIds = [collection.Id] });
        Assert.Contains(found.Results, result => result.Excerpt == "Service: Licence | Fee: 43");
        Assert.Equal(1, (await person.Client.Documents.GetAsync(other.Id, KnowledgeApp.Token)).Chunks);

        // moving a document, and going back to the server's settings
        await person.Client.Documents.UpdateAsync(
            other.Id, new DocumentChange { CollectionId = collection.Id }, cancellationToken: KnowledgeApp.Token);
        Assert.Equal(5, (await WaitForCutsAsync(person, collection.Id, other.Id)).Chunks);
        using var body = new StringContent("""{"chunking":null}""", Encoding.UTF8, "application/json");
        using var response = await person.Http.PatchAsync(
            new Uri($"/collections/{collection.Id}", UriKind.Relative), body, KnowledgeApp.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, (await WaitForCutsAsync(person, collection.Id, document.Id)).Chunks);
    }

    [Fact]
    public async Task Old_chunks_answer_until_the_new_ones_are_there_and_the_collection_tells_how_many_wait()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("IngestionWorkers", "0"));
        var person = await app.RegisterAsync();
        var collection = await person.Client.Collections.CreateAsync(new("Slow"), KnowledgeApp.Token);
        var queue = app.Services.GetRequiredService<IngestionQueue>();
        var ingestor = app.Services.GetRequiredService<DocumentIngestor>();
        var accepted = await UploadAsync(person, collection.Id);
        await ingestor.IngestAsync((await queue.ClaimAsync(KnowledgeApp.Token))!, _ => { }, KnowledgeApp.Token);
        var changed = await person.Client.Collections.UpdateAsync(
            collection.Id, new() { Name = "Renamed", Chunking = new("row") }, KnowledgeApp.Token);
        Assert.Equal(("Renamed", 1), (changed.Name, changed.Chunking?.Waiting));
        var position = (await person.Client.Documents.GetAsync(accepted.Id, KnowledgeApp.Token)).Position;
        Assert.NotEmpty((await KnowledgeApp.SearchAsync(person, "licence fee", position)).Results);

        // content that arrives meanwhile goes first, and a change in the middle of a job is not lost
        var second = await UploadAsync(person, collection.Id);
        var job = await queue.ClaimAsync(KnowledgeApp.Token);
        Assert.Equal(second.Id, job?.DocumentId);
        await ingestor.IngestAsync(job!, _ => { }, KnowledgeApp.Token);
        while (await queue.ClaimAsync(KnowledgeApp.Token) is { } next)
        {
            await ingestor.IngestAsync(next, _ => { }, KnowledgeApp.Token);
        }

        var done = await person.Client.Collections.GetAsync(collection.Id, KnowledgeApp.Token);
        Assert.Equal(0, done.Chunking?.Waiting);
        Assert.Equal(5, (await person.Client.Documents.GetAsync(accepted.Id, KnowledgeApp.Token)).Chunks);
    }

    [Theory]
    [InlineData("""{"chunking":{"strategy":"magic"}}""", "chunking.strategy")]
    [InlineData("""{"chunking":{"tokens":8}}""", "chunking.tokens")]
    [InlineData("""{"chunking":{"tokens":100,"overlap":51}}""", "chunking.overlap")]
    [InlineData("""{"chunking":{"size":100}}""", "chunking")]
    [InlineData("""{"name":" "}""", "name")]
    [InlineData("""{"kind":"sample"}""", "kind")]
    public async Task Edit_that_is_not_valid_names_the_field(string body, string field)
    {
        var person = await server.App.RegisterAsync();
        var collection = await person.Client.Collections.CreateAsync(new("Invalid " + Guid.NewGuid()), KnowledgeApp.Token);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await person.Http.PatchAsync(
            new Uri($"/collections/{collection.Id}", UriKind.Relative), content, KnowledgeApp.Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"{field}\"", await response.Content.ReadAsStringAsync(KnowledgeApp.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_needs_the_owner_or_an_administrator()
    {
        var owner = await server.App.RegisterAsync();
        var member = await server.App.RegisterAsync();
        var administrator = await server.App.RegisterAsync(admin: true);
        var collection = await owner.Client.Collections.CreateAsync(new("Guarded " + owner.UserId), KnowledgeApp.Token);
        var refused = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            member.Client.Collections.UpdateAsync(collection.Id, new() { Name = "Mine" }, KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        var renamed = await administrator.Client.Collections.UpdateAsync(
            collection.Id, new() { Name = "Theirs " + owner.UserId }, KnowledgeApp.Token);
        Assert.Equal("Theirs " + owner.UserId, renamed.Name);
    }

    private static Task<DocumentAccepted> UploadAsync(Testing.SignedIn person, Guid collectionId) => person.Client.Documents.UploadAsync(
        new DocumentUpload("fees.md", new MemoryStream(Encoding.UTF8.GetBytes(Table))) { CollectionId = collectionId }, KnowledgeApp.Token);

    private static async Task<Document> WaitForCutsAsync(Testing.SignedIn person, Guid collectionId, Guid documentId)
    {
        while ((await person.Client.Collections.GetAsync(collectionId, KnowledgeApp.Token)).Chunking?.Waiting != 0)
        {
            await Task.Delay(20, KnowledgeApp.Token);
        }

        return await person.Client.Documents.WaitAsync(documentId, cancellationToken: KnowledgeApp.Token);
    }

    private static (string?, int?, int?, bool?, int?) Of(CollectionChunking? chunking) =>
        (chunking?.Strategy, chunking?.Tokens, chunking?.Overlap, chunking?.IsDefault, chunking?.Waiting);

    private static (string?, int?, int?, bool?) Settings(CollectionChunking? chunking) =>
        (chunking?.Strategy, chunking?.Tokens, chunking?.Overlap, chunking?.IsDefault);
}
