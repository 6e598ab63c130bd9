using System.Net;
using Dapper;
using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Knowledge.Ingestion;
using Footnote.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Tests;

public sealed class IngestionTests
{
    [Fact]
    public async Task Concurrent_uploads_are_all_finished_once_and_listed_once()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.RegisterAsync()));
        var uploads = people.SelectMany(person =>
            Enumerable.Range(0, 10).Select(i => KnowledgeApp.AddAsync(person, $"T{i}", $"word{i} of {person.UserId}")));
        var documents = await Task.WhenAll(uploads);
        Assert.All(documents, document => Assert.Equal(DocumentStatus.Completed, document.Status));
        var listed = new List<Guid>();
        string? after = null;
        do
        {
            var page = await people[0].Client.Documents.ListAsync(
                new DocumentListQuery { Page = new() { Limit = 7, After = after } }, KnowledgeApp.Token);
            listed.AddRange(page.Data.Select(document => document.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(documents.Select(document => document.Id).Order(), listed.Order());
        await using var connection = await app.OpenDatabaseAsync();
        Assert.Equal(40,
            await connection.QuerySingleAsync<int>("select count(distinct document_id)::int from knowledge.document_versions"));
        Assert.Equal(0, await connection.QuerySingleAsync<int>("select count(*)::int from knowledge.ingestion_jobs where state <> 'done'"));
    }

    [Fact]
    public async Task Restarted_server_takes_over_at_once_what_it_held_when_it_died()
    {
        // no workers: the claim below stands for a worker that was killed in the middle
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("IngestionWorkers", "0"), ("LeaseTime", "01:00:00"));
        var person = await app.RegisterAsync();
        var accepted = await person.Client.Documents.CreateAsync(new("Killed", "The puffin survives."),
            cancellationToken: KnowledgeApp.Token);
        var job = await app.Services.GetRequiredService<IngestionQueue>().ClaimAsync(KnowledgeApp.Token);
        Assert.Equal(accepted.Id, job?.DocumentId);
        await app.RestartAsync();
        var queue = app.Services.GetRequiredService<IngestionQueue>();
        IngestionJob? again = null;
        while (again is null)
        {
            KnowledgeApp.Token.ThrowIfCancellationRequested();
            await Task.Delay(20, KnowledgeApp.Token);
            again = await queue.ClaimAsync(KnowledgeApp.Token);
        }

        Assert.Equal((job?.Id, 2), (again.Id, again.Attempts));
        Assert.True(await app.Services.GetRequiredService<DocumentIngestor>().IngestAsync(again, _ => { }, KnowledgeApp.Token));
        var late = await app.Services.GetRequiredService<DocumentIngestor>().IngestAsync(job!, _ => { }, KnowledgeApp.Token);
        Assert.False(late);
        await using var connection = await app.OpenDatabaseAsync();
        Assert.Equal(1, await connection.QuerySingleAsync<int>("select count(*)::int from knowledge.document_versions"));
    }

    [Fact]
    public async Task Lease_that_ran_out_is_claimed_by_another_node_and_the_first_can_no_longer_renew()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("IngestionWorkers", "0"));
        var person = await app.RegisterAsync();
        await person.Client.Documents.CreateAsync(new("Lease", "The tern waits."), cancellationToken: KnowledgeApp.Token);
        var clock = new Testing.ManualTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(1));
        var first = QueueOf(app, clock);
        var second = QueueOf(app, clock);
        var job = await first.ClaimAsync(KnowledgeApp.Token);
        Assert.NotNull(job);
        Assert.Null(await second.ClaimAsync(KnowledgeApp.Token));
        Assert.True(await first.RenewAsync(job, 0.5, KnowledgeApp.Token));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull(await second.ClaimAsync(KnowledgeApp.Token));
        Assert.False(await first.RenewAsync(job, 0.6, KnowledgeApp.Token));
    }

    [Fact]
    public async Task Document_the_server_keeps_failing_at_ends_as_failed_and_says_so()
    {
        var embeddings = new HashingEmbeddings { Failure = new InvalidOperationException("the model is gone") };
        await using var app = await KnowledgeApp.StartAsync(embeddings, ("IngestionAttempts", "1"));
        var person = await app.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Doomed", "The gannet fails.");
        Assert.Equal((DocumentStatus.Failed, "INGESTION_FAILED"), (document.Status, document.Error?.Code));
    }

    [Fact]
    public async Task Restart_rebuilds_the_index_from_the_tables_and_another_model_embeds_everything_again()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        var person = await app.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Stays", "The albatross returns after the restart.");
        await app.RestartAsync();
        var signedIn = await app.SignInAsync(person.Email);
        var found = await KnowledgeApp.SearchAsync(signedIn, "albatross restart");
        Assert.Contains(found.Results, result => result.DocumentId == document.Id);
        Assert.True(found.Position >= document.Position);
    }

    [Fact]
    public async Task Search_that_demands_a_position_nobody_has_reached_is_told_to_try_again()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("PositionWait", "00:00:00.100"));
        var person = await app.RegisterAsync();
        var refused = await Assert.ThrowsAsync<FootnoteApiException>(() => KnowledgeApp.SearchAsync(person, "anything", 1_000_000));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "POSITION_NOT_REACHED"), (refused.Status, refused.Code));
        Assert.NotNull(refused.RetryAfter);
    }

    [Fact]
    public async Task Upload_over_the_limit_is_refused_whether_or_not_its_length_is_declared()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("MaxUploadBytes", "100000"));
        var person = await app.RegisterAsync();
        foreach (var size in new[] { 100_001, 3_000_000 })
        {
            var declared = await Assert.ThrowsAsync<FootnoteApiException>(() =>
                KnowledgeApp.UploadAsync(person, "big.txt", new byte[size]));
            Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "PAYLOAD_TOO_LARGE"), (declared.Status, declared.Code));
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/documents", UriKind.Relative));
        request.Headers.TransferEncodingChunked = true;
        request.Content = new MultipartFormDataContent { { new StreamContent(new MemoryStream(new byte[500_000])), "file", "big.txt" } };
        using var response = await person.Http.SendAsync(request, KnowledgeApp.Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(app.DataFolder, "tmp")));
    }

    private static IngestionQueue QueueOf(Testing.FootnoteApp app, TimeProvider clock)
    {
        var folder = new Platform.Hosting.DataFolder(Path.Combine(app.DataFolder, Guid.NewGuid().ToString("n")));
        return new IngestionQueue(
            app.Services.GetRequiredService<ModuleDatabase<KnowledgeSchema>>(),
            new NodeIdentity(folder, clock),
            app.Services.GetRequiredService<IOptions<KnowledgeOptions>>(),
            clock);
    }
}
