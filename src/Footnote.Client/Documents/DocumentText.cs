namespace Footnote.Client.Documents;

/// <summary>The text of a document.</summary>
/// <param name="Id">The document.</param>
/// <param name="Title">Its title.</param>
/// <param name="Text">Everything that was read.</param>
/// <param name="Pages">Page boundaries; empty when the format has none.</param>
public sealed record DocumentText(Guid Id, string Title, string Text, IReadOnlyList<DocumentPage>? Pages);
