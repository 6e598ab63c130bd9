using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Pipeline;

/// <summary>What the legs found for one question of a query.</summary>
internal sealed record FoundPart(AnalyzedQuery Query, Candidates Candidates);
