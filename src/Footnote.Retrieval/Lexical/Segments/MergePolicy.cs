namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>
/// Chooses what to merge: runs of neighbouring segments at the end of the index of about the same size, as an odometer turns over.
/// Neighbours only, so that documents keep the order in which they were added. A document is written anew about once for each level.
/// </summary>
internal static class MergePolicy
{
    private const int SmallestCounted = 256;
    private const long LargestMergedBytes = 1_500_000_000;

    /// <summary>First and number of the segments to merge; a number of 0 when there is nothing to do.</summary>
    public static (int First, int Count) Choose(IReadOnlyList<SegmentSize> segments, int factor)
    {
        var first = FirstOfFullLevel(segments, factor);
        if (first is { } start && segments.Skip(start).Sum(segment => segment.Bytes) <= LargestMergedBytes)
        {
            return (start, segments.Count - start);
        }

        for (var i = 0; i < segments.Count; i++)
        {
            if (segments[i].Live * 2 < segments[i].Documents)
            {
                return (i, 1);
            }
        }

        return (0, 0);
    }

    /// <summary>
    /// Where the run begins that ends with the last segment and holds the lowest level of which there are enough; null when there is none.
    /// Smaller segments behind larger ones go with them and are not counted: else a large one would be written anew for a few small ones.
    /// </summary>
    private static int? FirstOfFullLevel(IReadOnlyList<SegmentSize> segments, int factor)
    {
        var level = 0;
        var ofLevel = 0;
        var first = segments.Count;
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            var levelOfSegment = LevelOf(segments[i].Live, factor);
            if (levelOfSegment > level)
            {
                if (ofLevel >= factor)
                {
                    break;
                }

                (level, ofLevel) = (levelOfSegment, 0);
            }

            ofLevel += levelOfSegment == level ? 1 : 0;
            first = i;
        }

        return ofLevel >= factor ? first : null;
    }

    private static int LevelOf(int documents, int factor) =>
        documents <= SmallestCounted ? 0 : (int)Math.Ceiling(Math.Log((double)documents / SmallestCounted, factor));
}
