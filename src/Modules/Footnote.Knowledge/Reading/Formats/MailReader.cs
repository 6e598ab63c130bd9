using Footnote.Knowledge.Reading.Mail;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>One mail, saved web pages (MHTML) included.</summary>
internal sealed class MailReader : IFormatReader
{
    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(context.Path, cancellationToken);
        await new MailWriter(context).WriteAsync(bytes, cancellationToken);
    }
}
