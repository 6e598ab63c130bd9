namespace Footnote.Client.Documents;

/// <summary>A document was given content.</summary>
/// <param name="Id">The document.</param>
/// <param name="Version">The version that holds it.</param>
/// <param name="Unchanged">The newest version had this very content already; nothing was stored.</param>
/// <param name="Status">One of <see cref="DocumentStatus"/>.</param>
/// <param name="Position">The document's last position in the change log.</param>
/// <param name="StatusUrl">Where to ask how far it is.</param>
public sealed record ContentReplaced(Guid Id, int Version, bool Unchanged, string Status, long? Position, string StatusUrl);
