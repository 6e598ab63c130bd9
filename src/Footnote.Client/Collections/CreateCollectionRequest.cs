namespace Footnote.Client.Collections;

/// <summary>A collection to create.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">One of <see cref="CollectionKind"/>; null for the standard kind.</param>
public sealed record CreateCollectionRequest(string Name, string? Kind = null);
