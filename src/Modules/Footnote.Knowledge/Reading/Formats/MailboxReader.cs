using Footnote.Knowledge.Reading.Mail;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Mailboxes: mails parted by lines that begin with "From "; a mail that cannot be read does not end the mailbox.</summary>
internal sealed class MailboxReader : IFormatReader
{
    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = await File.ReadAllBytesAsync(context.Path, cancellationToken);
        foreach (var (start, end) in MailsOf(bytes.Span))
        {
            await WriteAsync(bytes[start..end], context, cancellationToken);
        }
    }

    private static List<(int Start, int End)> MailsOf(ReadOnlySpan<byte> bytes)
    {
        var mails = new List<(int Start, int End)>();
        var start = -1;
        var position = 0;
        while (position < bytes.Length)
        {
            var lineStart = position;
            if (!MimeParser.NextLine(bytes, ref position).StartsWith("From "u8))
            {
                continue;
            }

            if (start >= 0)
            {
                mails.Add((start, lineStart));
            }

            start = position;
        }

        if (start >= 0)
        {
            mails.Add((start, bytes.Length));
        }

        return mails;
    }

    private static async Task WriteAsync(ReadOnlyMemory<byte> mail, ReadingContext context, CancellationToken cancellationToken)
    {
        try
        {
            await new MailWriter(context).WriteAsync(mail, cancellationToken);
        }
        catch (UnreadableFileException)
        {
            context.Warn("MAILS_SKIPPED", "Encrypted or damaged mails in the mailbox were left out.");
        }
    }
}
