using Footnote.Retrieval.Fusion;

namespace Footnote.Retrieval.Pipeline;

/// <summary>What the legs found for one query text, and what fusion made of it.</summary>
internal sealed record Candidates(IReadOnlyList<ScoredId> Lexical, IReadOnlyList<ScoredId> Dense, IReadOnlyList<FusedId> Fused)
{
    public required string Strategy { get; init; }

    public required IReadOnlyList<Exception> Failures { get; init; }

    public string? FallbackUsed { get; init; }
}
