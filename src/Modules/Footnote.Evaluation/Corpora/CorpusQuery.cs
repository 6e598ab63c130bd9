namespace Footnote.Evaluation.Corpora;

/// <summary>A query of a query set.</summary>
internal sealed record CorpusQuery(string Id, string Text);
