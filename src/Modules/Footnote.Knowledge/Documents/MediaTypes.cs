using Footnote.Knowledge.Reading;

namespace Footnote.Knowledge.Documents;

/// <summary>The media type of a recognised format; what the client declared is not believed.</summary>
internal static class MediaTypes
{
    public static string Of(FileFormat format) => format switch
    {
        FileFormat.Text => "text/plain",
        FileFormat.Markdown => "text/markdown",
        FileFormat.Html => "text/html",
        FileFormat.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileFormat.Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        FileFormat.Pdf => "application/pdf",
        FileFormat.Csv => "text/csv",
        FileFormat.Epub => "application/epub+zip",
        FileFormat.Rtf => "application/rtf",
        FileFormat.Odt => "application/vnd.oasis.opendocument.text",
        FileFormat.Mail => "message/rfc822",
        FileFormat.OutlookMail => "application/vnd.ms-outlook",
        FileFormat.Mailbox => "application/mbox",
        FileFormat.Json => "application/json",
        FileFormat.Xml => "application/xml",
        FileFormat.Subtitles => "text/vtt",
        _ => "application/octet-stream",
    };
}
