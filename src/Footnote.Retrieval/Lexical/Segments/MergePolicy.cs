namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>
/// Chooses what to merge: runs of neighbouring segments at the end of the index of about the same size, as an odometer turns over.
/// Neighbours only, so that documents keep the order in which they were added.
/// </summary>
internal static class MergePolicy
{
    private const int SmallestCounted = 256;
    private const long LargestMergedBytes = 1_500_000_000;

    /// <summary>First and number of the segments to merge; a number of 0 when there is nothing to do.</summary>
    public static (int First, int Count) Choose(IReadOnlyList<SegmentSlot> slots, int factor)
    {
        var level = 0;
        var first = slots.Count;
        for (var i = slots.Count - 1; i >= 0; i--)
        {
            var levelOfSlot = LevelOf(slots[i].LiveCount, factor);
            if (levelOfSlot > level)
            {
                if (slots.Count - first >= factor)
                {
                    break;
                }

                level = levelOfSlot;
            }

            first = i;
        }

        if (slots.Count - first >= factor && BytesOf(slots, first) <= LargestMergedBytes)
        {
            return (first, slots.Count - first);
        }

        for (var i = 0; i < slots.Count; i++)
        {
            if (slots[i].LiveCount * 2 < slots[i].Segment.Documents)
            {
                return (i, 1);
            }
        }

        return (0, 0);
    }

    private static int LevelOf(int documents, int factor) =>
        documents <= SmallestCounted ? 0 : (int)Math.Ceiling(Math.Log((double)documents / SmallestCounted, factor));

    private static long BytesOf(IReadOnlyList<SegmentSlot> slots, int first)
    {
        var bytes = 0L;
        for (var i = first; i < slots.Count; i++)
        {
            bytes += slots[i].Segment.Header.End;
        }

        return bytes;
    }
}
