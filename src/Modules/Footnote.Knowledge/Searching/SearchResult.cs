using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Pipeline;

namespace Footnote.Knowledge.Searching;

/// <summary>What a search found, best first, and whether it is enough to answer from.</summary>
/// <param name="Passages">At most as many as asked for.</param>
/// <param name="Evidence">The judgement of the evidence gate.</param>
/// <param name="Strategy">"lexical", "dense" or "hybrid".</param>
/// <param name="FallbackUsed">The name of what stood in for a failing part; null when all went as planned.</param>
/// <param name="Language">The language of the question; "und" when it cannot be told.</param>
/// <param name="LanguageSupported">Whether the embedding model knows that language; if not, only words are matched well.</param>
/// <param name="Position">How far the index had read the change log.</param>
/// <param name="Trace">What each stage did.</param>
public sealed record SearchResult(
    IReadOnlyList<Passage> Passages,
    EvidenceAssessment Evidence,
    string Strategy,
    string? FallbackUsed,
    string Language,
    bool LanguageSupported,
    long Position,
    RetrievalTrace Trace);
