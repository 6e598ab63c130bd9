using Footnote.Retrieval.Chunking;

namespace Footnote.Retrieval.Pipeline;

/// <summary>
/// Makes passages of ranked chunks: drops repeated text, joins neighbours of one document, and keeps within a token budget by taking the
/// best first and skipping what does not fit. Thread-safe when the counter is.
/// </summary>
/// <param name="countTokens">Counts the tokens of a text, as the model that will read the passages does.</param>
public sealed class ContextBuilder(Func<string, int> countTokens)
{
    /// <summary>A gap of at most this many units between neighbours is taken to be white space and filled.</summary>
    private const int LargestGap = 16;

    /// <summary>
    /// Returns the passages in order of their best chunk. The first passage is cut to the budget when even it alone exceeds it, so a
    /// positive budget never gives an empty context for a non-empty ranking.
    /// </summary>
    /// <param name="ranked">Chunks, best first.</param>
    /// <param name="budget">Tokens all passages may have together; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="budget"/> is below 1.</exception>
    public IReadOnlyList<Passage> Build(IReadOnlyList<RetrievedChunk> ranked, int budget)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentOutOfRangeException.ThrowIfLessThan(budget, 1);
        var passages = new List<Passage>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var used = 0;
        foreach (var chunk in ranked)
        {
            if (!seen.Add(chunk.Content.Text) || IsCovered(passages, chunk.Content))
            {
                continue;
            }

            var neighbour = passages.FindIndex(p => Touches(p, chunk.Content));
            var candidate = neighbour < 0 ? ToPassage(chunk) : Join(passages[neighbour], ToPassage(chunk));
            var added = candidate.Tokens - (neighbour < 0 ? 0 : passages[neighbour].Tokens);
            if (used + added > budget)
            {
                if (passages.Count > 0)
                {
                    continue;
                }

                candidate = Shorten(candidate, budget);
                added = candidate.Tokens;
            }

            used += added;
            if (neighbour < 0)
            {
                passages.Add(candidate);
            }
            else
            {
                passages[neighbour] = candidate;
                JoinBridged(passages, neighbour);
            }
        }

        return passages;
    }

    private Passage ToPassage(RetrievedChunk chunk) => new()
    {
        ChunkIds = [chunk.Id],
        DocumentId = chunk.Content.DocumentId,
        Title = chunk.Content.Title,
        HeadingPath = chunk.Content.HeadingPath,
        Text = chunk.Content.Text,
        Start = chunk.Content.Start,
        End = chunk.Content.End,
        Page = chunk.Content.Page,
        RelevanceScore = chunk.RelevanceScore,
        Tokens = countTokens(chunk.Content.Text),
    };

    private static bool IsCovered(List<Passage> passages, ChunkContent chunk) => passages.Exists(p =>
        string.Equals(p.DocumentId, chunk.DocumentId, StringComparison.Ordinal) && p.Start <= chunk.Start && chunk.End <= p.End);

    private static bool Touches(Passage passage, ChunkContent chunk) =>
        string.Equals(passage.DocumentId, chunk.DocumentId, StringComparison.Ordinal)
        && chunk.Start <= passage.End + LargestGap && passage.Start <= chunk.End + LargestGap;

    private Passage Join(Passage a, Passage b)
    {
        var (first, second) = a.Start <= b.Start ? (a, b) : (b, a);
        var gap = second.Start - first.End;
        var text = gap >= 0
            ? first.Text + new string('\n', gap) + second.Text
            : first.Text + (second.End > first.End ? second.Text[-gap..] : "");
        return first with
        {
            ChunkIds = [.. first.ChunkIds, .. second.ChunkIds],
            Text = text,
            End = Math.Max(first.End, second.End),
            RelevanceScore = Math.Max(a.RelevanceScore, b.RelevanceScore),
            Tokens = countTokens(text),
        };
    }

    /// <summary>A chunk that closed the gap between two passages makes them one, in the place of the better.</summary>
    private void JoinBridged(List<Passage> passages, int index)
    {
        for (var i = passages.Count - 1; i >= 0; i--)
        {
            var (a, b) = (passages[index], passages[i]);
            if (i != index && string.Equals(a.DocumentId, b.DocumentId, StringComparison.Ordinal)
                && b.Start <= a.End + LargestGap && a.Start <= b.End + LargestGap)
            {
                var better = Math.Min(index, i);
                passages[better] = Join(a, b);
                passages.RemoveAt(Math.Max(index, i));
                index = better;
            }
        }
    }

    private Passage Shorten(Passage passage, int budget)
    {
        var (start, end, tokens) = LongTextSplitter.Split(passage.Text, 0, passage.Text.Length, budget, countTokens).First();
        return passage with { Text = passage.Text[start..end], Start = passage.Start + start, End = passage.Start + end, Tokens = tokens };
    }
}
