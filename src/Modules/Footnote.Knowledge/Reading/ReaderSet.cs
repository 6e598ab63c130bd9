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
        FileFormat.Pptx => new PptxReader(),
        FileFormat.Xlsx => new XlsxReader(),
        FileFormat.Csv => new CsvReader(),
        FileFormat.Epub => new EpubReader(),
        FileFormat.Rtf => new RtfReader(),
        FileFormat.Odt => new OdtReader(),
        FileFormat.Mail => new MailReader(),
        FileFormat.OutlookMail => new OutlookMailReader(),
        FileFormat.EncryptedOffice => new EncryptedOfficeReader(),
        FileFormat.Mailbox => new MailboxReader(),
        FileFormat.Json => new JsonReader(),
        FileFormat.Xml => new XmlTextReader(),
        FileFormat.Image => new ImageReader(),
        FileFormat.Subtitles => new SubtitlesReader(),
        _ => null,
    };
}
