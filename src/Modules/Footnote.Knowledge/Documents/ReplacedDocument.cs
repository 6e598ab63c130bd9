namespace Footnote.Knowledge.Documents;

/// <summary>The answer to new content: its version, or that nothing has changed.</summary>
/// <param name="Id">The document.</param>
/// <param name="Version">The number of the version that holds this content.</param>
/// <param name="Unchanged">The newest version has this very content already; nothing was stored.</param>
/// <param name="Status">The document's state.</param>
/// <param name="Position">The document's last entry in the change log.</param>
/// <param name="StatusUrl">Where to watch it.</param>
internal sealed record ReplacedDocument(Guid Id, int Version, bool Unchanged, string Status, long Position, string StatusUrl);
