using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dapper;
using Footnote.Platform.Data;
using Npgsql;

namespace Footnote.Chat.Streaming;

/// <summary>Gives the events of an answer to whoever reads: from memory when this server generates it, else from the database.</summary>
internal sealed class StreamHub(EventStore store, ModuleDatabase<ChatSchema> database, StreamHints hints)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<Guid, LiveStream> _live = new();

    public LiveStream Open(StreamOwner owner) => _live.GetOrAdd(owner.MessageId, _ => new LiveStream(owner, store));

    /// <summary>Forgets a finished stream; who is reading it reads on.</summary>
    public void Close(Guid messageId) => _live.TryRemove(messageId, out _);

    /// <summary>The events after a number, as they come. Ends without a last event when the events are no longer kept.</summary>
    public IAsyncEnumerable<StreamEvent> ReadAsync(StreamOwner owner, int after, CancellationToken ct) =>
        _live.TryGetValue(owner.MessageId, out LiveStream? live) ? live.ReadAsync(after, ct) : ReadStoredAsync(owner, after, ct);

    private async IAsyncEnumerable<StreamEvent> ReadStoredAsync(StreamOwner owner, int after, [EnumeratorCancellation] CancellationToken ct)
    {
        int last = after;
        try
        {
            while (true)
            {
                Task hint = hints.NextAsync(owner.MessageId);

                // the state is read first: an answer that was over then has all its events
                bool isOver = await IsOverAsync(owner, ct);
                IReadOnlyList<StreamEvent> events = await store.ReadAsync(owner, last, ct);
                foreach (StreamEvent item in events)
                {
                    yield return item;
                    last = item.Number;
                }

                if (events is [.., { IsLast: true }] || (events.Count == 0 && isOver))
                {
                    yield break;
                }

                if (events.Count == 0)
                {
                    await Task.WhenAny(hint, Task.Delay(Poll, ct));
                    ct.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            hints.Forget(owner.MessageId);
        }
    }

    private async Task<bool> IsOverAsync(StreamOwner owner, CancellationToken ct)
    {
        const string Sql = "select status from messages where tenant_id = @TenantId and id = @MessageId";
        await using NpgsqlConnection connection = await database.OpenAsync(owner.TenantId, ct);
        string? status = await connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition(Sql, new { owner.TenantId, owner.MessageId }, cancellationToken: ct));
        return status is null or "completed" or "failed";
    }
}
