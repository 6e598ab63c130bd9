using Footnote.Knowledge.Indexing;
using Footnote.Knowledge.Vectors;
using Footnote.Knowledge.Vectors.Feed;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Searching;

/// <summary>How far the indexes that searches of this server use have read the change log.</summary>
internal sealed class SearchPosition(IndexHost host, VectorSetup vectors, VectorFeedState feed, IOptions<KnowledgeOptions> options)
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    /// <summary>What a search by words sees.</summary>
    public long Words => host.Position.Value;

    /// <summary>What a search by words and meaning sees.</summary>
    public long Whole => vectors.IsOutside ? Math.Min(host.Position.Value, feed.Position.Value) : host.Position.Value;

    /// <summary>The present indexes; they stay usable until the caller disposes of them.</summary>
    public IndexGeneration Hold() => host.Hold();

    /// <summary>Waits until a search by words sees a position; false when that takes too long.</summary>
    public Task<bool> WaitForWordsAsync(long position, TimeSpan atMost, CancellationToken cancellationToken) =>
        host.Position.WaitForAsync(position, atMost, cancellationToken);

    /// <summary>
    /// Waits, for a bounded time, until the indexes have read up to a position. An index outside that fails or is being filled is not
    /// waited for longer: words have to do then.
    /// </summary>
    public async Task<SearchReach> WaitForAsync(long? wanted, CancellationToken cancellationToken)
    {
        var atMost = options.Value.PositionWait;
        if (wanted is not { } position)
        {
            return SearchReach.Reached;
        }

        if (!await host.Position.WaitForAsync(position, atMost, cancellationToken))
        {
            return SearchReach.NotReached;
        }

        if (!vectors.IsOutside || feed.Position.Value >= position)
        {
            return SearchReach.Reached;
        }

        return await WaitForVectorsAsync(position, atMost, cancellationToken);
    }

    private async Task<SearchReach> WaitForVectorsAsync(long position, TimeSpan atMost, CancellationToken cancellationToken)
    {
        // in slices: whoever waits need not wait to the end for an index that has failed meanwhile
        for (var left = atMost; left > TimeSpan.Zero && feed.Trouble is null; left -= Slice)
        {
            if (await feed.Position.WaitForAsync(position, left < Slice ? left : Slice, cancellationToken))
            {
                return SearchReach.Reached;
            }
        }

        return feed.Trouble is not null || feed.IsFilling ? SearchReach.WordsOnly : SearchReach.NotReached;
    }
}
