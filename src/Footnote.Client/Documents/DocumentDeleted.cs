namespace Footnote.Client.Documents;

/// <summary>A document was deleted.</summary>
/// <param name="Id">The document.</param>
/// <param name="Position">Position of the deletion in the change log.</param>
public sealed record DocumentDeleted(Guid Id, long? Position);
