using Footnote.Knowledge.Changes;
using Footnote.Knowledge.Indexing;
using Footnote.Platform.Data;
using Npgsql;

namespace Footnote.Knowledge.Vectors.Feed;

/// <summary>
/// Brings the index outside to where the change log is, for one model. The present state of a document is written, not an entry, so that
/// everything can be done twice: what is written is noted before, what is removed is forgotten after, and the position moves last.
/// </summary>
internal sealed class VectorFeedWriter(ModuleDatabase<KnowledgeSchema> database, TimeProvider timeProvider)
{
    private const int ChangesPerStep = 64;
    private const int RowsPerStep = 512;

    /// <summary>Writes the next chunks of a model that is being filled; false when the last ones were written.</summary>
    /// <param name="turn">The connection that holds the turn of writing: when it is lost, somebody else may write.</param>
    /// <param name="index">The index of the model.</param>
    /// <param name="feed">Where it stands.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> FillAsync(
        NpgsqlConnection turn, IVectorIndex index, VectorFeedRow feed, CancellationToken cancellationToken)
    {
        var rows = new List<VectorRow>(RowsPerStep);
        await using (var reading = await database.OpenSystemAsync(cancellationToken))
        {
            await foreach (var chunk in IndexLoader.LoadAfterAsync(reading, feed.Ordinal, RowsPerStep, feed.ModelId, cancellationToken))
            {
                rows.Add(new VectorRow(chunk.Ordinal, chunk.Document, chunk.Vector ?? []));
            }
        }

        if (rows.Count > 0)
        {
            await WriteAsync(turn, index, feed, rows, cancellationToken);
            await VectorFeedTable.FilledToAsync(turn, feed.ModelId, rows[^1].Ordinal, timeProvider.GetUtcNow(), cancellationToken);
            return true;
        }

        // what an earlier filling wrote and nothing has removed since
        while (await VectorFeedTable.OutdatedAsync(turn, feed.ModelId, RowsPerStep, cancellationToken) is { Count: > 0 } outdated)
        {
            await RemoveAsync(turn, index, feed, outdated, cancellationToken);
        }

        await VectorFeedTable.CompleteAsync(turn, feed.ModelId, timeProvider.GetUtcNow(), cancellationToken);
        return false;
    }

    /// <summary>Applies the next entries of the log; false when there are none.</summary>
    /// <exception cref="ChangeLogGapException">The log no longer holds the next entry.</exception>
    public async Task<bool> FollowAsync(
        NpgsqlConnection turn, IVectorIndex index, VectorFeedRow feed, CancellationToken cancellationToken)
    {
        var changes = await IndexLoader.ReadChangesAsync(turn, feed.Position, ChangesPerStep, cancellationToken);
        if (changes.Count == 0)
        {
            return false;
        }

        if (changes[0].Position != feed.Position + 1)
        {
            throw new ChangeLogGapException(feed.Position, changes[0].Position);
        }

        var documents = changes.Select(change => change.DocumentId).Distinct().ToArray();
        var present = await WriteDocumentsAsync(turn, index, feed, documents, cancellationToken);
        var outdated = await VectorFeedTable.OutdatedAsync(turn, feed.ModelId, documents, present, cancellationToken);
        await RemoveAsync(turn, index, feed, outdated, cancellationToken);
        await VectorFeedTable.AdvanceAsync(turn, feed.ModelId, changes[^1].Position, timeProvider.GetUtcNow(), cancellationToken);
        return true;
    }

    /// <summary>Writes what documents have at present and returns the chunks.</summary>
    private async Task<int[]> WriteDocumentsAsync(
        NpgsqlConnection turn, IVectorIndex index, VectorFeedRow feed, Guid[] documents, CancellationToken cancellationToken)
    {
        var present = new List<int>();
        var step = new List<VectorRow>(RowsPerStep);
        await using var reading = await database.OpenSystemAsync(cancellationToken);
        await foreach (var chunk in IndexLoader.LoadAsync(reading, documents, feed.ModelId, cancellationToken))
        {
            if (chunk.Vector is not { } vector || vector.Length != feed.Dimensions)
            {
                continue;
            }

            present.Add(chunk.Ordinal);
            step.Add(new VectorRow(chunk.Ordinal, chunk.Document, vector));
            if (step.Count == RowsPerStep)
            {
                await WriteAsync(turn, index, feed, step, cancellationToken);
                step.Clear();
            }
        }

        await WriteAsync(turn, index, feed, step, cancellationToken);
        return [.. present];
    }

    /// <summary>Notes the rows, which also proves that the turn is still held, and writes them.</summary>
    private static async Task WriteAsync(
        NpgsqlConnection turn, IVectorIndex index, VectorFeedRow feed, List<VectorRow> rows, CancellationToken cancellationToken)
    {
        var fitting = rows.Where(row => row.Vector.Length == feed.Dimensions).ToList();
        if (fitting.Count > 0)
        {
            await VectorFeedTable.NoteAsync(turn, feed.ModelId, fitting, cancellationToken);
            await index.UpsertAsync(fitting, cancellationToken);
        }
    }

    private static async Task RemoveAsync(
        NpgsqlConnection turn,
        IVectorIndex index,
        VectorFeedRow feed,
        IReadOnlyList<(Guid TenantId, int Ordinal)> rows,
        CancellationToken cancellationToken)
    {
        foreach (var tenant in rows.GroupBy(row => row.TenantId, row => row.Ordinal))
        {
            int[] ordinals = [.. tenant];
            await index.DeleteAsync(tenant.Key, ordinals, cancellationToken);
            await VectorFeedTable.ForgetAsync(turn, feed.ModelId, ordinals, cancellationToken);
        }
    }
}
