namespace Footnote.Knowledge.Documents;

/// <summary>What became of a document that a synchronised source brought.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Position">The document's last entry in the change log.</param>
internal sealed record IntakeOutcome(Guid DocumentId, IntakeKind Kind, long Position);
