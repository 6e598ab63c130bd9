namespace Footnote.Retrieval.Metrics;

/// <summary>One line of a run: a document and the score it was ranked by.</summary>
/// <param name="DocumentId">The document, by the name the judgements use.</param>
/// <param name="Score">Higher is better; only the order matters.</param>
public readonly record struct RunEntry(string DocumentId, double Score);
