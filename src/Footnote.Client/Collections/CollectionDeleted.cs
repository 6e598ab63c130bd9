namespace Footnote.Client.Collections;

/// <summary>A collection was deleted with its documents.</summary>
/// <param name="Id">The collection.</param>
/// <param name="Documents">Number of documents that were deleted.</param>
/// <param name="Position">Position of the deletion in the change log.</param>
public sealed record CollectionDeleted(Guid Id, int Documents, long? Position);
