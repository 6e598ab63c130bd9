using Footnote.Knowledge.Reading.Formats;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Mail;

/// <summary>
/// Writes a mail: subject, sender, date and text. Of alternative parts the plain one is read, because it is what the sender typed; text
/// attachments and attached mails are read too, others are named.
/// </summary>
internal sealed class MailWriter(ReadingContext context)
{
    private readonly List<string> _unread = [];

    public void Write(ReadOnlyMemory<byte> message, int depth, CancellationToken cancellationToken)
    {
        var mail = MimeParser.Parse(message);
        var subject = EncodedWords.Decode(mail.Header("subject"));
        context.Title ??= subject;
        context.Builder.Heading(subject, Math.Min(depth + 1, 6));
        string[] names = ["From", "To", "Cc", "Date"];
        var lines = names.Select(name => (name, Value: EncodedWords.Decode(mail.Header(name)))).Where(field => field.Value.Length > 0);
        context.Builder.Paragraph(string.Join(" | ", lines.Select(field => $"{field.name}: {field.Value}")));
        WritePart(mail, depth, cancellationToken);
        if (depth == 0 && _unread.Count > 0)
        {
            context.Builder.Paragraph("Attachments: " + string.Join(", ", _unread));
            context.Warn("ATTACHMENTS_SKIPPED", $"{_unread.Count} attachments are named but were not read.");
        }
    }

    private void WritePart(MimePart part, int depth, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (depth > context.Limits.Depth + 4)
        {
            context.Warn("NESTED_TOO_DEEP", "Parts nested too deeply were left out.");
            return;
        }

        var type = part.ContentType.Value;
        if (type is "multipart/encrypted" or "application/pkcs7-mime" or "application/x-pkcs7-mime")
        {
            throw new UnreadableFileException(ReadingFailures.Encrypted, "The mail is encrypted.");
        }

        if (type.StartsWith("multipart/", StringComparison.Ordinal))
        {
            WriteMultipart(part, type, depth, cancellationToken);
        }
        else if (type is "message/rfc822" or "message/news")
        {
            Write(TransferDecoding.Decode(part.Body.Span, part.TransferEncoding), depth + 1, cancellationToken);
        }
        else if (type.StartsWith("text/", StringComparison.Ordinal) || type.Length == 0 || type is "message/delivery-status"
            || !type.Contains('/', StringComparison.Ordinal))
        {
            WriteText(part, type, cancellationToken);
        }
        else if (part.FileName is { } name)
        {
            _unread.Add(name);
        }
    }

    private void WriteMultipart(MimePart part, string type, int depth, CancellationToken cancellationToken)
    {
        var parts = MimeParser.Parts(part).ToList();
        if (type == "multipart/alternative" && parts.Count > 0)
        {
            var chosen = parts.Find(candidate => candidate.ContentType.Value == "text/plain" && HasText(candidate))
                ?? parts.FindLast(candidate => candidate.ContentType.Value.StartsWith("text/", StringComparison.Ordinal)
                    || candidate.ContentType.Value.StartsWith("multipart/", StringComparison.Ordinal))
                ?? parts[0];
            WritePart(chosen, depth + 1, cancellationToken);
            return;
        }

        foreach (var child in parts)
        {
            // parts of a digest are mails unless they say otherwise
            var isMail = type == "multipart/digest" && !child.Headers.ContainsKey("content-type");
            if (isMail)
            {
                Write(child.Body, depth + 1, cancellationToken);
            }
            else
            {
                WritePart(child, depth + 1, cancellationToken);
            }
        }
    }

    private static bool HasText(MimePart part) => !part.Body.Span.Trim(" \t\r\n"u8).IsEmpty;

    private void WriteText(MimePart part, string type, CancellationToken cancellationToken)
    {
        var bytes = TransferDecoding.Decode(part.Body.Span, part.TransferEncoding);
        if (type is "text/html" or "text/xhtml" || LooksLikeHtml(bytes))
        {
            HtmlReader.WriteFragment(HtmlReader.Decode(bytes, part.ContentType.Parameter("charset")), context, cancellationToken);
        }
        else
        {
            PlainTextReader.Write(TextDecoder.Decode(bytes, part.ContentType.Parameter("charset")).Text, context.Builder,
                cancellationToken);
        }
    }

    private static bool LooksLikeHtml(byte[] bytes)
    {
        var start = System.Text.Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 200)).TrimStart();
        return start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase);
    }
}
