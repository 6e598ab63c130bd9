using Footnote.Knowledge.Reading.Formats;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Mail;

/// <summary>
/// Writes a mail: subject, sender, date and text. Of alternative parts the plain one is read, because it is what the sender typed;
/// attached mails and files are read too, within the limits, and those that cannot be are named.
/// </summary>
internal sealed class MailWriter(ReadingContext context)
{
    private static readonly string[] Shown = ["From", "To", "Cc", "Date"];
    private readonly AttachmentWriter _attachments = new(context);

    public async Task WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await WriteMailAsync(message, depth: 0, cancellationToken);
        await _attachments.WriteAsync(cancellationToken);
    }

    private async Task WriteMailAsync(ReadOnlyMemory<byte> message, int depth, CancellationToken cancellationToken)
    {
        var mail = MimeParser.Parse(message);
        var subject = EncodedWords.Decode(mail.Header("subject"));
        context.Title ??= subject;
        context.Builder.Heading(subject, Math.Min(depth + context.Depth + 1, 6));
        var lines = Shown.Select(name => (name, Value: EncodedWords.Decode(mail.Header(name)))).Where(field => field.Value.Length > 0);
        context.Builder.Paragraph(string.Join(" | ", lines.Select(field => $"{field.name}: {field.Value}")));
        await WritePartAsync(mail, depth, cancellationToken);
    }

    private async Task WritePartAsync(MimePart part, int depth, CancellationToken cancellationToken)
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
            await WriteMultipartAsync(part, type, depth, cancellationToken);
        }
        else if (type is "message/rfc822" or "message/news")
        {
            await WriteMailAsync(TransferDecoding.Decode(part.Body.Span, part.TransferEncoding), depth + 1, cancellationToken);
        }
        else if (type is "text/plain" or "text/html" or "text/xhtml" or "message/delivery-status"
            || (type.StartsWith("text/", StringComparison.Ordinal) && part.FileName is null)
            || !type.Contains('/', StringComparison.Ordinal))
        {
            WriteText(part, type, cancellationToken);
        }
        else if (part.FileName is { } name)
        {
            _attachments.Add(name, () => TransferDecoding.Decode(part.Body.Span, part.TransferEncoding));
        }
    }

    private async Task WriteMultipartAsync(MimePart part, string type, int depth, CancellationToken cancellationToken)
    {
        var parts = MimeParser.Parts(part).ToList();
        if (type == "multipart/alternative" && parts.Count > 0)
        {
            var chosen = parts.Find(candidate => candidate.ContentType.Value == "text/plain" && HasText(candidate))
                ?? parts.FindLast(candidate => candidate.ContentType.Value.StartsWith("text/", StringComparison.Ordinal)
                    || candidate.ContentType.Value.StartsWith("multipart/", StringComparison.Ordinal))
                ?? parts[0];
            await WritePartAsync(chosen, depth + 1, cancellationToken);
            return;
        }

        foreach (var child in parts)
        {
            // parts of a digest are mails unless they say otherwise
            var isMail = type == "multipart/digest" && !child.Headers.ContainsKey("content-type");
            if (isMail)
            {
                await WriteMailAsync(child.Body, depth + 1, cancellationToken);
            }
            else
            {
                await WritePartAsync(child, depth + 1, cancellationToken);
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
