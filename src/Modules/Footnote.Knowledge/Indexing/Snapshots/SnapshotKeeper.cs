using Footnote.Knowledge.Changes;
using Footnote.Platform.Data;
using Footnote.Retrieval.Dense;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Indexing.Snapshots;

/// <summary>
/// When snapshots are made, and which one a start resumes from. A snapshot only saves time: whatever is wrong with one or with the disk
/// costs a line in the log and never a search.
/// </summary>
internal sealed class SnapshotKeeper(
    SnapshotFolder folder,
    ModuleDatabase<KnowledgeSchema> database,
    IOptions<KnowledgeOptions> options,
    TimeProvider timeProvider,
    ILogger<SnapshotKeeper> logger)
{
    private long _savedPosition = -1;
    private string? _savedModel;
    private long? _lastAttempt;

    /// <summary>The indexes of the newest usable snapshot and their position; null when there is none. Others are removed.</summary>
    public async Task<(IndexGeneration Generation, long Position)?> ResumeAsync(
        IEmbeddingGenerator generator, CancellationToken cancellationToken)
    {
        if (!options.Value.SnapshotsEnabled)
        {
            return null;
        }

        await using var connection = await database.OpenSystemAsync(cancellationToken);
        foreach (var snapshot in Candidates())
        {
            try
            {
                var manifest = folder.ReadManifest(snapshot, generator.ModelId);
                await RequireSameLogAsync(connection, manifest, cancellationToken);
                var generation = await Task.Run(() => SnapshotFolder.Load(snapshot, manifest, generator), cancellationToken);
                (_savedPosition, _savedModel, _lastAttempt) = (manifest.Position, manifest.ModelId, timeProvider.GetTimestamp());
                return (generation, manifest.Position);
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                Log.SnapshotDiscarded(logger, Path.GetFileName(snapshot), fault.Message);
                Try(() => SnapshotFolder.Discard(snapshot));
            }
        }

        return null;
    }

    /// <summary>
    /// Makes a snapshot when the interval has passed since the last one, or at once when the start had to read documents from the tables,
    /// and
    /// something has changed. Called between two changes by the thread that applies them.
    /// </summary>
    public Task SaveIfDueAsync(IndexHost host, CancellationToken cancellationToken)
    {
        if (_lastAttempt is null && host.Catalog.DocumentCount == 0)
        {
            _lastAttempt = timeProvider.GetTimestamp();
        }

        return _lastAttempt is not { } last || timeProvider.GetElapsedTime(last) >= options.Value.SnapshotInterval
            ? SaveAsync(host, cancellationToken)
            : Task.CompletedTask;
    }

    /// <summary>Makes a snapshot unless the last one is of the same state.</summary>
    public async Task SaveAsync(IndexHost host, CancellationToken cancellationToken)
    {
        var position = host.Position.Value;
        if (!options.Value.SnapshotsEnabled || position == 0 || (position == _savedPosition && host.ModelId == _savedModel))
        {
            return;
        }

        var started = timeProvider.GetTimestamp();
        _lastAttempt = started;
        try
        {
            await using var connection = await database.OpenSystemAsync(cancellationToken);
            if (await StampAsync(connection, position, cancellationToken) is not { } stamp)
            {
                return;
            }

            using var generation = host.Hold();
            await Task.Run(() => folder.Save(generation, position, stamp), cancellationToken);
            (_savedPosition, _savedModel) = (position, generation.Vectors.Generator.ModelId);
            Log.SnapshotSaved(logger, position, (long)timeProvider.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.SnapshotFailed(logger, fault);
        }
    }

    private IReadOnlyList<string> Candidates()
    {
        Try(folder.RemoveUnfinished);
        IReadOnlyList<string> found = [];
        Try(() => found = folder.List());
        return found;
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.SnapshotFailed(logger, fault);
        }
    }

    /// <summary>The log must have the snapshot's last entry: otherwise it was cut off behind it, or is that of another database or of an
    /// earlier copy of this one.</summary>
    private static async Task RequireSameLogAsync(
        NpgsqlConnection connection, SnapshotManifest manifest, CancellationToken cancellationToken)
    {
        if (await StampAsync(connection, manifest.Position, cancellationToken) is not { } stamp)
        {
            throw new InvalidDataException($"the change log has no entry {manifest.Position} (any more)");
        }

        if (stamp != manifest.Last)
        {
            throw new InvalidDataException("it is of another database");
        }
    }

    private static Task<ChangeStamp?> StampAsync(NpgsqlConnection connection, long position, CancellationToken cancellationToken) =>
        ChangeLog.StampAsync(connection, position, cancellationToken);
}
