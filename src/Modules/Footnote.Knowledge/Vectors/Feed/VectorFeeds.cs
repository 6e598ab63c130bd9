using Footnote.Knowledge.Changes;
using Footnote.Knowledge.Embedding;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Vectors.Feed;

/// <summary>
/// One round of keeping the index outside: the active model is filled or follows the log, the model that was searched before follows it
/// until the active one is filled, retired ones are removed.
/// </summary>
internal sealed class VectorFeeds(
    VectorSetup setup,
    VectorFeedWriter writer,
    EmbeddingModelState models,
    IOptions<KnowledgeOptions> options,
    TimeProvider timeProvider)
{
    /// <summary>The advisory lock of the server whose turn it is.</summary>
    public const long LockKey = 0x466e766563746f72;

    /// <summary>Returns whether there is more to do at once.</summary>
    public async Task<bool> RunAsync(NpgsqlConnection turn, CancellationToken cancellationToken)
    {
        var outside = setup.Outside ?? throw new InvalidOperationException("There is no index outside.");
        var active = (await models.CurrentAsync(cancellationToken)).Active;
        var space = new VectorSpace(active.ModelId, active.Dimensions);
        await VectorFeedTable.BeginAsync(turn, space, outside.Place, timeProvider.GetUtcNow(), cancellationToken);
        var hasMore = false;
        foreach (var feed in await VectorFeedTable.ListAsync(turn, cancellationToken))
        {
            if (feed.ModelId == active.ModelId)
            {
                await outside.PrepareAsync(space, cancellationToken);
                hasMore |= await StepAsync(turn, outside.Open(space), feed, cancellationToken);
            }
            else if (feed.State == VectorFeedRow.Current)
            {
                hasMore |= await StepAsync(turn, outside.Open(feed.Space), feed, cancellationToken);
            }
            else if (feed.State != VectorFeedRow.Retired || IsOld(feed))
            {
                await outside.DropAsync(
                    feed.Space, await VectorFeedTable.TenantsAsync(turn, feed.ModelId, cancellationToken), cancellationToken);
                await VectorFeedTable.RemoveAsync(turn, feed.ModelId, cancellationToken);
            }
        }

        return hasMore;
    }

    private async Task<bool> StepAsync(
        NpgsqlConnection turn, IVectorIndex index, VectorFeedRow feed, CancellationToken cancellationToken)
    {
        if (feed.State != VectorFeedRow.Current)
        {
            await writer.FillAsync(turn, index, feed, cancellationToken);
            return true;
        }

        try
        {
            return await writer.FollowAsync(turn, index, feed, cancellationToken);
        }
        catch (ChangeLogGapException)
        {
            await VectorFeedTable.RestartAsync(turn, feed.ModelId, timeProvider.GetUtcNow(), cancellationToken);
            return true;
        }
    }

    private bool IsOld(VectorFeedRow feed) => feed.UpdatedAt + options.Value.OldEmbeddingsRetention <= timeProvider.GetUtcNow();
}
