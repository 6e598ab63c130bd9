namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>How large a segment is.</summary>
/// <param name="Live">Documents that are not deleted.</param>
/// <param name="Documents">All documents.</param>
/// <param name="Bytes">Bytes of its image.</param>
internal readonly record struct SegmentSize(int Live, int Documents, long Bytes);
