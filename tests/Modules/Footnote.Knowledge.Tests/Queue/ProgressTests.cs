using System.Runtime.CompilerServices;
using System.Text.Json;
using Footnote.Client.Streaming;
using Footnote.Knowledge.Ingestion;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests.Queue;

public sealed class ProgressTests(QueueApp server) : IClassFixture<QueueApp>
{
    [Fact]
    public async Task Stream_begins_with_a_snapshot_and_tells_of_every_step_up_to_the_end()
    {
        await server.ClearAsync();
        var person = await server.App.RegisterAsync();
        var document = await person.Client.Documents.CreateAsync(
            new("Watched", "The ruff is watched."), cancellationToken: KnowledgeApp.Token);
        await using var events = EventsAsync(person).GetAsyncEnumerator(KnowledgeApp.Token);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal((1, "snapshot"), (events.Current.Number, events.Current.Type));
        Assert.Equal(1, events.Current.Data.GetProperty("queue").GetProperty("queued").GetInt32());
        Assert.Contains(events.Current.Data.GetProperty("documents").EnumerateArray(), item => IdOf(item) == document.Id);

        var job = await server.Queue.ClaimAsync(KnowledgeApp.Token);
        Assert.Equal(document.Id, job?.DocumentId);
        var working = await NextAsync(events, document.Id);
        Assert.Equal("processing", working.GetProperty("status").GetString());
        Assert.True(await server.Queue.RenewAsync(job!, 0.5, KnowledgeApp.Token));
        Assert.Equal(0.5, (await NextAsync(events, document.Id)).GetProperty("progress").GetDouble());
        var ingestor = server.App.Services.GetRequiredService<DocumentIngestor>();
        Assert.True(await ingestor.IngestAsync(job!, _ => { }, KnowledgeApp.Token));
        Assert.Equal("completed", (await NextAsync(events, document.Id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Stream_tells_of_deletion_and_never_of_documents_the_caller_may_not_read()
    {
        await server.ClearAsync();
        var owner = await server.App.RegisterAsync();
        var other = await server.App.RegisterAsync();
        await using var events = EventsAsync(other).GetAsyncEnumerator(KnowledgeApp.Token);
        Assert.True(await events.MoveNextAsync());
        var hidden = await owner.Client.Documents.CreateAsync(
            new("Hidden", "The shrike.") { Restricted = true }, cancellationToken: KnowledgeApp.Token);
        var shared = await owner.Client.Documents.CreateAsync(new("Shared", "The lark."), cancellationToken: KnowledgeApp.Token);
        await owner.Client.Documents.DeleteAsync(hidden.Id, KnowledgeApp.Token);
        await NextAsync(events, shared.Id);
        await owner.Client.Documents.DeleteAsync(shared.Id, KnowledgeApp.Token);
        while (await events.MoveNextAsync())
        {
            Assert.DoesNotContain(hidden.Id.ToString("D"), events.Current.Data.GetRawText(), StringComparison.Ordinal);
            if (events.Current.Type == "removed")
            {
                Assert.Equal(shared.Id, IdOf(events.Current.Data));
                return;
            }
        }

        Assert.Fail("The stream ended.");
    }

    [Fact]
    public async Task Stream_beyond_the_limit_is_refused_and_one_that_lasts_too_long_ends()
    {
        await using var app = await KnowledgeApp.StartAsync(
            new HashingEmbeddings(), ("ProgressStreams", "1"), ("ProgressStreamTime", "00:00:03"), ("IngestionWorkers", "0"));
        var person = await app.RegisterAsync();
        await using var events = EventsAsync(person).GetAsyncEnumerator(KnowledgeApp.Token);
        Assert.True(await events.MoveNextAsync());
        using var refused = await person.Http.GetAsync(new Uri("/ingestion/events", UriKind.Relative), KnowledgeApp.Token);
        Assert.Equal(503, (int)refused.StatusCode);
        Assert.Contains("TOO_MANY_STREAMS", await refused.Content.ReadAsStringAsync(KnowledgeApp.Token), StringComparison.Ordinal);
        while (await events.MoveNextAsync())
        {
        }
    }

    private static Guid IdOf(JsonElement item) => item.GetProperty("id").GetGuid();

    /// <summary>The next event about a document.</summary>
    private static async Task<JsonElement> NextAsync(IAsyncEnumerator<ProgressEvent> events, Guid id)
    {
        while (await events.MoveNextAsync())
        {
            if (events.Current.Type == "document" && IdOf(events.Current.Data) == id)
            {
                return events.Current.Data;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }

    private static async IAsyncEnumerable<ProgressEvent> EventsAsync(
        SignedIn person, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await person.Http.GetAsync(
            new Uri("/ingestion/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var expected = 0;
        await foreach (var item in SseReader.ReadAsync(stream, cancellationToken))
        {
            Assert.Equal(++expected, int.Parse(item.Id, System.Globalization.CultureInfo.InvariantCulture));
            yield return new ProgressEvent(expected, item.Type, JsonDocument.Parse(item.Data).RootElement);
        }
    }

    private sealed record ProgressEvent(int Number, string Type, JsonElement Data);
}
