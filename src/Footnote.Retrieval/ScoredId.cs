namespace Footnote.Retrieval;

/// <summary>A chunk found by one retriever, with that retriever's own score.</summary>
/// <param name="Id">The id the caller gave the chunk when it was indexed; the same in every index.</param>
/// <param name="Score">Higher is better. The range is the retriever's: comparable within one result, not between retrievers.</param>
public readonly record struct ScoredId(int Id, float Score);
