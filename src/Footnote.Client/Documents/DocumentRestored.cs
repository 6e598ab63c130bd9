namespace Footnote.Client.Documents;

/// <summary>A deleted document is back.</summary>
/// <param name="Id">The document.</param>
/// <param name="Status">One of <see cref="DocumentStatus"/>.</param>
/// <param name="Position">Position in the change log; a search that waits for it finds the document, once it is completed.</param>
/// <param name="StatusUrl">Where to ask how far it is.</param>
public sealed record DocumentRestored(Guid Id, string Status, long? Position, string StatusUrl);
