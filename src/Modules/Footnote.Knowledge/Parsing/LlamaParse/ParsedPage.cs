namespace Footnote.Knowledge.Parsing.LlamaParse;

/// <summary>A page of a result.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Markdown">Null for a page that the service failed at.</param>
internal sealed record ParsedPage(int Number, string? Markdown);
