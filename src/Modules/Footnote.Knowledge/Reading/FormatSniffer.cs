using System.Text.RegularExpressions;
using Footnote.Knowledge.Reading.Compound;
using Footnote.Knowledge.Reading.Mail;
using Footnote.Knowledge.Reading.Packages;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading;

/// <summary>
/// Recognises formats by content. The name only tells text formats apart that look alike (Markdown, CSV, plain text), and gives a
/// warning where it claims something the content is not.
/// </summary>
internal static partial class FormatSniffer
{
    private const int HeadBytes = 64 * 1024;
    private const int PdfHeaderWithin = 1024;

    public static async Task<SniffedFile> SniffAsync(string path, string? fileName, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, useAsync: true);
        var head = new byte[(int)Math.Min(HeadBytes, stream.Length)];
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var bytes = head.AsSpan(0, read);
        var extension = ExtensionOf(fileName);
        var format = FromSignature(bytes) ?? (IsZip(bytes) ? ZipFormats.Detect(stream)
            : IsCompound(bytes) ? CompoundFormats.Detect(stream) : FromText(bytes, extension));
        return new SniffedFile(format, Mismatch(format, extension));
    }

    public static string ExtensionOf(string? fileName) => Path.GetExtension(fileName ?? string.Empty).TrimStart('.').ToLowerInvariant();

    private static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8);

    private static bool IsCompound(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    private static FileFormat? FromSignature(ReadOnlySpan<byte> bytes)
    {
        if (bytes[..Math.Min(bytes.Length, PdfHeaderWithin)].IndexOf("%PDF-"u8) >= 0)
        {
            return FileFormat.Pdf;
        }

        return bytes switch
        {
            [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => FileFormat.Rtf,
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] => FileFormat.Image,
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => FileFormat.Image,
            [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, _, _, 0, 0, ..] => FileFormat.Image,
            [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => FileFormat.Image,
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => FileFormat.Image,
            [0x1F, 0x8B, ..] or [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] or [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] =>
                FileFormat.Archive,
            _ => null,
        };
    }

    private static FileFormat FromText(ReadOnlySpan<byte> bytes, string extension)
    {
        if (bytes.IsEmpty)
        {
            return FileFormat.Text;
        }

        var text = TextDecoder.Decode(bytes).Text;
        var start = text.AsSpan().TrimStart(" \t\r\n\uFEFF").ToString();
        if (HtmlStart().IsMatch(start))
        {
            return FileFormat.Html;
        }

        return IsBinary(text) ? FileFormat.Binary : Marked(start, extension) ?? Named(start, extension);
    }

    private static FileFormat? Marked(string start, string extension)
    {
        if (start.StartsWith("WEBVTT", StringComparison.Ordinal))
        {
            return FileFormat.Subtitles;
        }

        if (MailStart.IsMail(start))
        {
            return start.StartsWith("From ", StringComparison.Ordinal) && extension != "eml" ? FileFormat.Mailbox : FileFormat.Mail;
        }

        if (start.StartsWith("<?xml", StringComparison.Ordinal))
        {
            return start.Contains("<html", StringComparison.OrdinalIgnoreCase) ? FileFormat.Html : FileFormat.Xml;
        }

        return null;
    }

    private static FileFormat Named(string start, string extension) => extension switch
    {
        "md" or "markdown" => FileFormat.Markdown,
        "csv" or "tsv" => FileFormat.Csv,
        "json" or "jsonl" or "ndjson" when start is ['{' or '[', ..] => FileFormat.Json,
        "htm" or "html" or "xhtml" when start.Contains('<', StringComparison.Ordinal) => FileFormat.Html,
        "xml" when start.StartsWith('<') => FileFormat.Xml,
        "eml" => FileFormat.Mail,
        "mbox" => FileFormat.Mailbox,
        "vtt" or "srt" => FileFormat.Subtitles,
        // office programs write HTML, RTF or text under office names; nothing but a zip is ever written under these
        "odt" or "ods" or "odp" or "epub" => FileFormat.BrokenArchive,
        _ => FileFormat.Text,
    };

    private static bool IsBinary(string text)
    {
        var odd = text.Count(c => char.IsControl(c) && !char.IsWhiteSpace(c) && c is not '\u001B' and not '\b');
        var replaced = text.Count(c => c == '\uFFFD');
        return odd > Math.Max(2, text.Length / 100) || replaced > Math.Max(8, text.Length / 10);
    }

    private static ReadingWarning? Mismatch(FileFormat format, string extension)
    {
        FileFormat? claimed = extension switch
        {
            "pdf" => FileFormat.Pdf,
            "docx" => FileFormat.Docx,
            "xlsx" => FileFormat.Xlsx,
            "pptx" => FileFormat.Pptx,
            "rtf" => FileFormat.Rtf,
            "epub" => FileFormat.Epub,
            "odt" => FileFormat.Odt,
            "html" or "htm" => FileFormat.Html,
            "md" or "txt" when format is FileFormat.Pdf or FileFormat.Docx or FileFormat.Html => FileFormat.Text,
            _ => null,
        };
        var explained = format is FileFormat.EncryptedOffice or FileFormat.BrokenArchive;
        return claimed is null || claimed == format || explained
            ? null
            : new ReadingWarning("CONTENT_MISMATCH",
                $"The name says {Label(claimed.Value)}, the content is {Label(format)}; it was read as what it is.");
    }

    private static string Label(FileFormat format) => format switch
    {
        FileFormat.Text => "plain text",
        FileFormat.Binary or FileFormat.Unknown => "no known format",
        _ => format.ToString().ToUpperInvariant(),
    };

    [GeneratedRegex(
        @"^(<!--.*?-->\s*)*(<!doctype\s+html|<html|<head|<body)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex HtmlStart();
}
