namespace Footnote.Client;

/// <summary>Where a passage stands in its document.</summary>
/// <param name="Page">Page number from 1; null in documents without pages.</param>
/// <param name="Start">First UTF-16 code unit in the document's text.</param>
/// <param name="End">The code unit after the last one.</param>
/// <param name="HeadingPath">Headings above the passage, outermost first.</param>
public sealed record PassageLocation(int? Page, int Start, int End, IReadOnlyList<string>? HeadingPath);
