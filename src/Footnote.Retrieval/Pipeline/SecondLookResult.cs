using Footnote.Retrieval.Gate;

namespace Footnote.Retrieval.Pipeline;

/// <summary>The chunks and the judgement after a second look; <see cref="Failure"/> is what the cross-encoder threw, if it did.</summary>
internal sealed record SecondLookResult(IReadOnlyList<RetrievedChunk> Ranked, EvidenceAssessment Evidence, Exception? Failure);
