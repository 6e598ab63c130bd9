using Footnote.Knowledge.Reading.Mail;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Mailboxes: mails parted by lines that begin with "From "; a mail that cannot be read does not end the mailbox.</summary>
internal sealed class MailboxReader : IFormatReader
{
    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = await File.ReadAllBytesAsync(context.Path, cancellationToken);
        var start = -1;
        var position = 0;
        while (position < bytes.Length)
        {
            var lineStart = position;
            if (!MimeParser.NextLine(bytes.Span, ref position).StartsWith("From "u8))
            {
                continue;
            }

            if (start >= 0)
            {
                Write(bytes[start..lineStart], context, cancellationToken);
            }

            start = position;
        }

        if (start >= 0)
        {
            Write(bytes[start..], context, cancellationToken);
        }
    }

    private static void Write(ReadOnlyMemory<byte> mail, ReadingContext context, CancellationToken cancellationToken)
    {
        try
        {
            new MailWriter(context).Write(mail, depth: 0, cancellationToken);
        }
        catch (UnreadableFileException)
        {
            context.Warn("MAILS_SKIPPED", "Encrypted or damaged mails in the mailbox were left out.");
        }
    }
}
