using System.Data;
using Footnote.Knowledge.Changes;
using Footnote.Knowledge.Indexing.Snapshots;
using Footnote.Platform.Data;
using Npgsql;

namespace Footnote.Knowledge.Indexing;

/// <summary>Brings the index host from the last snapshot, or the tables, to the present and keeps it there.</summary>
internal sealed class IndexFollower(
    ModuleDatabase<KnowledgeSchema> database,
    IndexHost host,
    ModelSwitch modelSwitch,
    SnapshotKeeper snapshots,
    IndexReports reports)
{
    private const int ChunksPerStep = 1024;
    private const int ChangesPerStep = 256;
    private TaskCompletionSource? _rebuild;

    /// <summary>Resumes from a snapshot and applies what happened since, or loads everything; either way deletions are known
    /// then.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var started = reports.Start();
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        var generator = await modelSwitch.ActiveAsync(cancellationToken);
        if (await snapshots.ResumeAsync(generator, cancellationToken) is { } resumed)
        {
            host.Use(resumed.Generation, resumed.Position);
            reports.Resumed(resumed.Position, started);
            await CatchUpAsync(connection, cancellationToken);
        }
        else
        {
            await RebuildAsync(connection, cancellationToken);
            reports.Loaded(started);
        }
    }

    /// <summary>Follows the log until cancelled; woken by notifications, looking by itself every <paramref name="pollInterval"/>.</summary>
    public async Task FollowAsync(TimeSpan pollInterval, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await IndexLoader.ListenAsync(connection, cancellationToken);
        await modelSwitch.BeginAsync(cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            await CatchUpAsync(connection, cancellationToken);
            await RebuildIfAskedAsync(connection, cancellationToken);
            await modelSwitch.CompleteAsync(connection, cancellationToken);
            await snapshots.SaveIfDueAsync(host, cancellationToken);
            await connection.WaitAsync(pollInterval, cancellationToken);
        }
    }

    /// <summary>Keeps the present state for the next start.</summary>
    public Task KeepAsync(CancellationToken cancellationToken) => snapshots.SaveAsync(host, cancellationToken);

    /// <summary>Has the indexes built anew from the tables, and waits for it.</summary>
    public Task RequestRebuildAsync(CancellationToken cancellationToken)
    {
        var request = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var present = Interlocked.CompareExchange(ref _rebuild, request, null) ?? request;
        return present.Task.WaitAsync(cancellationToken);
    }

    private async Task RebuildIfAskedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _rebuild) is { } request)
        {
            var started = reports.Start();
            await RebuildAsync(connection, cancellationToken);
            reports.Loaded(started);
            Volatile.Write(ref _rebuild, null);
            request.SetResult();
        }
    }

    /// <summary>Applies what the log holds; starts from the tables when the log no longer holds what comes next.</summary>
    private async Task CatchUpAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        host.Position.Announce(await ChangeLog.LastAsync(connection, cancellationToken));
        try
        {
            while (await StepAsync(connection, cancellationToken))
            {
            }
        }
        catch (ChangeLogGapException gap)
        {
            reports.Gap(gap);
            var started = reports.Start();
            await RebuildAsync(connection, cancellationToken);
            reports.Loaded(started);
        }
    }

    /// <summary>Applies the next entries; false when there are none.</summary>
    private async Task<bool> StepAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var position = host.Position.Value;
        var changes = await IndexLoader.ReadChangesAsync(connection, position, ChangesPerStep, cancellationToken);
        if (changes.Count == 0)
        {
            return false;
        }

        // positions are given without gaps: a missing one has been trimmed away
        if (changes[0].Position != position + 1)
        {
            throw new ChangeLogGapException(position, changes[0].Position);
        }

        // the state of a document is read, not the entry: applying an entry twice or a newer state early does no harm
        var ids = changes.Select(change => change.DocumentId).Distinct().ToArray();
        using var generation = host.Hold();
        await ApplyAsync(connection, new IndexWriter(generation), ids, cancellationToken);
        modelSwitch.Touch(ids);
        if (changes.Any(change => change.Kind == ChangeKind.ModelSwitched))
        {
            await modelSwitch.BeginAsync(cancellationToken);
        }

        host.Position.Advance(changes[^1].Position);
        return true;
    }

    /// <summary>Loads everything as of one moment into new indexes and takes them in place of the present ones.</summary>
    private async Task RebuildAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // one snapshot of the database: the position and the tables belong together
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var position = await ChangeLog.LastAsync(connection, cancellationToken);
        var generation = IndexHost.Empty(await modelSwitch.ActiveAsync(cancellationToken));
        try
        {
            await ApplyAsync(connection, new IndexWriter(generation), documentIds: null, cancellationToken);
        }
        catch
        {
            generation.Dispose();
            throw;
        }

        host.Use(generation, position);
    }

    private async Task ApplyAsync(
        NpgsqlConnection connection, IndexWriter writer, Guid[]? documentIds, CancellationToken cancellationToken)
    {
        var modelId = modelSwitch.KeptModel(writer.ModelId);
        var ordinals = new Dictionary<Guid, (IndexedDocument Document, List<int> Ordinals)>();
        var buffer = new List<IndexedChunk>(ChunksPerStep);
        await foreach (var chunk in IndexLoader.LoadAsync(connection, documentIds, modelId, cancellationToken))
        {
            if (!ordinals.TryGetValue(chunk.Document.Id, out var entry))
            {
                ordinals[chunk.Document.Id] = entry = (chunk.Document, []);
            }

            entry.Ordinals.Add(chunk.Ordinal);
            buffer.Add(chunk);
            if (buffer.Count == ChunksPerStep)
            {
                writer.Add(buffer);
                buffer.Clear();
            }
        }

        writer.Add(buffer);
        foreach (var id in documentIds?.Where(id => !ordinals.ContainsKey(id)) ?? [])
        {
            writer.Remove(id);
        }

        writer.Publish(ordinals.Values.Select(entry => entry.Document with { Ordinals = entry.Ordinals.ToArray() }));
    }
}
