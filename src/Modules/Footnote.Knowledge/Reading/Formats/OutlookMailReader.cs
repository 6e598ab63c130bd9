using System.Globalization;
using Footnote.Knowledge.Reading.Compound;
using Footnote.Knowledge.Reading.Mail;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Mail saved by Outlook (.msg): subject, people, date, the plain or the HTML text, attached mails and files.</summary>
internal sealed class OutlookMailReader : IFormatReader
{
    private const string Subject = "0037";
    private const string SenderName = "0C1A";
    private const string SenderAddress = "5D01";
    private const string To = "0E04";
    private const string Cc = "0E03";
    private const string Body = "1000";
    private const string HtmlBody = "1013";
    private const string LongName = "3707";
    private const string ShortName = "3704";
    private const string Data = "3701";
    private const string Attachments = "__attach_version1.0_";
    private const ushort Submitted = 0x0039;
    private const ushort Delivered = 0x0E06;

    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        using var stream = context.OpenRead();
        var file = CompoundFile.Open(stream);
        var attachments = new AttachmentWriter(context);
        Write(file, file.Root, context, attachments, depth: 0, cancellationToken);
        await attachments.WriteAsync(cancellationToken);
    }

    private static void Write(
        CompoundFile file, CompoundEntry folder, ReadingContext context, AttachmentWriter attachments, int depth,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var mail = new OutlookProperties(file, folder, context.Limits.UnpackedBytes);
        var subject = mail.Text(Subject) ?? string.Empty;
        context.Title ??= subject;
        context.Builder.Heading(subject, Math.Min(depth + context.Depth + 1, 6));
        context.Builder.Paragraph(string.Join(" | ", Fields(mail).Where(field => field.Value is not null)
            .Select(field => $"{field.Name}: {field.Value}")));
        WriteText(mail, context, cancellationToken);
        foreach (var entry in mail.Folders(Attachments))
        {
            WriteAttachment(file, entry, context, attachments, depth, cancellationToken);
        }
    }

    private static IEnumerable<(string Name, string? Value)> Fields(OutlookProperties mail)
    {
        var (name, address) = (mail.Text(SenderName), mail.Text(SenderAddress));
        yield return ("From", name is not null && address is not null ? $"{name} <{address}>" : name ?? address);
        yield return ("To", mail.Text(To));
        yield return ("Cc", mail.Text(Cc));
        yield return ("Date", (mail.Time(Submitted) ?? mail.Time(Delivered))?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
    }

    private static void WriteText(OutlookProperties mail, ReadingContext context, CancellationToken cancellationToken)
    {
        if (mail.Text(Body) is { } plain)
        {
            PlainTextReader.Write(plain, context.Builder, cancellationToken);
        }
        else if (mail.Bytes(HtmlBody) is { } html)
        {
            HtmlReader.WriteFragment(HtmlReader.Decode(html, declared: null), context, cancellationToken);
        }
        else if (mail.Text(HtmlBody) is { } text)
        {
            HtmlReader.WriteFragment(text, context, cancellationToken);
        }
    }

    private static void WriteAttachment(
        CompoundFile file, CompoundEntry entry, ReadingContext context, AttachmentWriter attachments, int depth,
        CancellationToken cancellationToken)
    {
        var attachment = new OutlookProperties(file, entry, context.Limits.UnpackedBytes);
        if (attachment.Object(Data) is { } inner)
        {
            if (depth + 1 > context.Limits.Depth)
            {
                context.Warn("NESTED_TOO_DEEP", "Parts nested too deeply were left out.");
                return;
            }

            Write(file, inner, context, attachments, depth + 1, cancellationToken);
        }
        else if (attachment.Bytes(Data) is { } content)
        {
            attachments.Add(attachment.Text(LongName) ?? attachment.Text(ShortName) ?? "attachment", () => content);
        }
    }
}
