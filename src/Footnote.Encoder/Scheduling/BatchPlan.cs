namespace Footnote.Encoder.Scheduling;

/// <summary>Which texts are computed together.</summary>
internal static class BatchPlan
{
    /// <summary>
    /// Groups texts of similar length, the longest first so that threads end together, up to a number of tokens that leaves every thread
    /// work. A text longer than that is a batch of its own.
    /// </summary>
    /// <param name="tokens">Tokens of each text.</param>
    /// <param name="tokenLimit">Tokens of a batch.</param>
    /// <param name="threads">Threads that share the batches.</param>
    /// <param name="sharedLength">Tokens that come to each text on top of its own.</param>
    /// <returns>Indexes of the texts of each batch.</returns>
    public static int[][] Create(int[][] tokens, int tokenLimit, int threads, int sharedLength)
    {
        int[] order = [.. Enumerable.Range(0, tokens.Length)];
        Array.Sort(order, (left, right) =>
        {
            int byLength = tokens[right].Length.CompareTo(tokens[left].Length);
            return byLength != 0 ? byLength : left.CompareTo(right);
        });
        long total = tokens.Sum(ids => (long)ids.Length + sharedLength);
        long limit = Math.Min(tokenLimit, (total + threads - 1) / threads);
        var batches = new List<int[]>();
        var batch = new List<int>();
        long size = 0;
        foreach (int index in order)
        {
            if (batch.Count > 0 && size + tokens[index].Length + sharedLength > limit)
            {
                batches.Add([.. batch]);
                batch.Clear();
                size = 0;
            }

            batch.Add(index);
            size += tokens[index].Length + sharedLength;
        }

        if (batch.Count > 0)
        {
            batches.Add([.. batch]);
        }

        return [.. batches];
    }
}
