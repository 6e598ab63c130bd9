namespace Footnote.Web.Pages.Documents;

public enum TextSpanKind
{
    Plain,
    Passage,
    Quote,
    PageBreak,
}
