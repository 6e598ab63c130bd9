using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>Which documents of a segment may be returned.</summary>
/// <param name="Live">A bit for each document that is not deleted; null when none is.</param>
/// <param name="Ids">The caller's filter by id; null for none.</param>
/// <param name="Excluded">A bit for each document that the query excludes; null for none.</param>
internal readonly record struct DocumentFilter(ulong[]? Live, IdBitmap? Ids, ulong[]? Excluded)
{
    public unsafe bool Allows(IndexSegment segment, int document)
    {
        if (Live is not null && (Live[document >> 6] & (1UL << (document & 63))) == 0)
        {
            return false;
        }

        if (Excluded is not null && (Excluded[document >> 6] & (1UL << (document & 63))) != 0)
        {
            return false;
        }

        return Ids is null || Ids.Contains(segment.Ids[document]);
    }
}
