namespace Footnote.Retrieval.Pipeline;

/// <summary>What one stage did.</summary>
/// <param name="Name">
/// analysis, lexical, dense, fusion, content, relevance, recency, cross_encoder, diversity, gate, second_look, part or context.
/// </param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Count">How many chunks (or parts, for analysis) it handed on.</param>
/// <param name="Note">
/// What it decided, in words of the code: never text of the query or of documents. Null when there is nothing to say.
/// </param>
public sealed record StageTrace(string Name, double Milliseconds, int Count, string? Note = null);
