using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Pipeline;

/// <summary>What a request brought. Immutable.</summary>
public sealed record RetrievalOutcome
{
    /// <summary>The chunks, best first; at most the request's limit.</summary>
    public required IReadOnlyList<RetrievedChunk> Chunks { get; init; }

    /// <summary>The chunks as passages for an answer, within the request's token budget; empty when none was asked for.</summary>
    public IReadOnlyList<Passage> Passages { get; init; } = [];

    /// <summary>Whether the chunks can answer the question.</summary>
    public required EvidenceAssessment Evidence { get; init; }

    /// <summary>Each question of the query with its own judgement; empty when the query is one question.</summary>
    public IReadOnlyList<PartOutcome> Parts { get; init; } = [];

    /// <summary>"lexical", "dense" or "hybrid": the legs the result rests on.</summary>
    public required string Strategy { get; init; }

    /// <summary>
    /// "lexical_only", "dense_only" or "no_context" when a leg failed, "no_cross_encoder" when only that did; null when all went as
    /// planned.
    /// </summary>
    public string? FallbackUsed { get; init; }

    /// <summary>What the failing parts threw, for the host's log; empty when all went as planned.</summary>
    public IReadOnlyList<Exception> Failures { get; init; } = [];

    /// <summary>What each stage did.</summary>
    public required RetrievalTrace Trace { get; init; }

    /// <summary>The query as it was understood; its language, kind, terms and repairs.</summary>
    public required AnalyzedQuery Query { get; init; }

    /// <summary>The language the query was taken to be in; "und" when it could not be told.</summary>
    public string Language => Query.Language;
}
