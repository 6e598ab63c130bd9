using System.Data;
using Footnote.Knowledge.Changes;
using Footnote.Platform.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Footnote.Knowledge.Indexing;

/// <summary>Brings the index host from the tables to the present and keeps it there.</summary>
internal sealed class IndexFollower(
    ModuleDatabase<KnowledgeSchema> database, IndexHost host, TimeProvider timeProvider, ILogger<IndexFollower> logger)
{
    private const int ChunksPerStep = 1024;
    private const int ChangesPerStep = 256;

    /// <summary>Loads everything as of one moment.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        // one snapshot: the position and the tables belong together
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var position = await ChangeLog.LastAsync(connection, cancellationToken);
        await ApplyAsync(connection, documentIds: null, cancellationToken);
        host.Advance(position);
        var elapsed = (long)timeProvider.GetElapsedTime(started).TotalMilliseconds;
        Log.IndexLoaded(logger, host.Catalog.DocumentCount, host.Catalog.ChunkCount, position, elapsed);
    }

    /// <summary>Follows the log until cancelled; woken by notifications, looking by itself every <paramref name="pollInterval"/>.</summary>
    public async Task FollowAsync(TimeSpan pollInterval, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await IndexLoader.ListenAsync(connection, cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            while (await StepAsync(connection, cancellationToken))
            {
            }

            await connection.WaitAsync(pollInterval, cancellationToken);
        }
    }

    /// <summary>Applies the next entries; false when there are none.</summary>
    public async Task<bool> StepAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var changes = await IndexLoader.ReadChangesAsync(connection, host.Position, ChangesPerStep, cancellationToken);
        if (changes.Count == 0)
        {
            return false;
        }

        // the state of a document is read, not the entry: applying an entry twice or a newer state early does no harm
        var ids = changes.Select(change => change.DocumentId).Distinct().ToArray();
        await ApplyAsync(connection, ids, cancellationToken);
        host.Advance(changes[^1].Position);
        return true;
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Guid[]? documentIds, CancellationToken cancellationToken)
    {
        var ordinals = new Dictionary<Guid, (IndexedDocument Document, List<int> Ordinals)>();
        var buffer = new List<IndexedChunk>(ChunksPerStep);
        await foreach (var chunk in IndexLoader.LoadAsync(connection, documentIds, host.ModelId, cancellationToken))
        {
            if (!ordinals.TryGetValue(chunk.Document.Id, out var entry))
            {
                ordinals[chunk.Document.Id] = entry = (chunk.Document, []);
            }

            entry.Ordinals.Add(chunk.Ordinal);
            buffer.Add(chunk);
            if (buffer.Count == ChunksPerStep)
            {
                host.Add(buffer);
                buffer.Clear();
            }
        }

        host.Add(buffer);
        foreach (var id in documentIds?.Where(id => !ordinals.ContainsKey(id)) ?? [])
        {
            host.Remove(id);
        }

        host.Publish(ordinals.Values.Select(entry => entry.Document with { Ordinals = entry.Ordinals.ToArray() }));
    }
}
