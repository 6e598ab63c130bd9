namespace Footnote.Models.Extractive;

internal enum TextBlockKind
{
    Paragraph,
    Heading,
    Bullet,
    Numbered,
    Row,
}
