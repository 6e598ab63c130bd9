namespace Footnote.Retrieval.Queries;

/// <summary>A content word of a query. Stop words are none.</summary>
/// <param name="Surface">The word as written.</param>
/// <param name="Term">The word as indexed: folded and stemmed.</param>
/// <param name="Idf">Its BM25 idf in the index; the largest for a term in no chunk.</param>
/// <param name="IsKnown">Whether any indexed chunk has it.</param>
/// <param name="IsSpecific">Whether it names something: not one of the few thousand words that any text may use.</param>
public sealed record QueryTerm(string Surface, string Term, float Idf, bool IsKnown, bool IsSpecific);
