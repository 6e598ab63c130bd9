using Footnote.Retrieval.Gate;

namespace Footnote.Retrieval.Pipeline;

/// <summary>One of the questions that a query consists of, and whether anything answers it. Immutable.</summary>
/// <param name="Text">The question, understandable alone.</param>
/// <param name="Evidence">Whether its own best chunks can answer it.</param>
/// <param name="ChunkIds">Those chunks, best first; as many as the gate judges.</param>
public sealed record PartOutcome(string Text, EvidenceAssessment Evidence, IReadOnlyList<int> ChunkIds);
