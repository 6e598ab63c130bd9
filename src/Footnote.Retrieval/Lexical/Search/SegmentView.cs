using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>A segment as one snapshot of the index sees it.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Live">A bit for each document that is not deleted; null when none is. Never changed.</param>
/// <param name="LiveCount">Number of documents that are not deleted.</param>
/// <param name="FirstNumber">Number of documents in the segments in front of it.</param>
internal sealed record SegmentView(IndexSegment Segment, ulong[]? Live, int LiveCount, int FirstNumber)
{
    public bool IsLive(int document) => Live is null || (Live[document >> 6] & (1UL << (document & 63))) != 0;
}
