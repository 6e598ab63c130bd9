using Footnote.Knowledge.Reading.Formats;

namespace Footnote.Knowledge.Reading;

/// <summary>Which reader reads which format.</summary>
internal static class ReaderSet
{
    public static IFormatReader? For(FileFormat format) => format switch
    {
        FileFormat.Text => new PlainTextReader(),
        FileFormat.Markdown => new MarkdownReader(),
        FileFormat.Html => new HtmlReader(),
        FileFormat.Docx => new DocxReader(),
        FileFormat.Pdf => new PdfReader(),
        _ => null,
    };
}
