namespace Footnote.Web.Pages.Documents;

/// <summary>A stretch of text that is shown in one way.</summary>
/// <param name="Text">The text; empty for a page break.</param>
/// <param name="Kind">How it is shown.</param>
/// <param name="Page">The page that begins here, for page breaks.</param>
public sealed record TextSpan(string Text, TextSpanKind Kind, int? Page = null);
