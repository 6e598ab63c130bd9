using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;
using Footnote.Retrieval.Reranking;

namespace Footnote.Retrieval.Gate;

/// <summary>What the gate judges by.</summary>
/// <param name="Query">The query as analysed.</param>
/// <param name="Chunks">The chunks, best first.</param>
/// <param name="Lexical">The hits of the lexical leg, best first; empty when it was not used.</param>
/// <param name="Dense">The hits of the dense leg, best first; empty when it was not used.</param>
/// <param name="Texts">The analysed texts of the chunks.</param>
public sealed record EvidenceInput(
    AnalyzedQuery Query,
    IReadOnlyList<RetrievedChunk> Chunks,
    IReadOnlyList<ScoredId> Lexical,
    IReadOnlyList<ScoredId> Dense,
    ChunkTexts Texts);
