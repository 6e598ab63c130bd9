namespace Footnote.Client.Documents;

/// <summary>Where a page stands in the text.</summary>
/// <param name="Page">Number from 1.</param>
/// <param name="Start">First UTF-16 code unit.</param>
/// <param name="End">The code unit after the last one.</param>
public sealed record DocumentPage(int Page, int Start, int End);
