using System.Text;
using System.Xml;
using Footnote.Knowledge.Reading.Ocr;

namespace Footnote.Knowledge.Reading;

/// <summary>
/// Reads a file of any known format into text with structure. Safe to use from several threads; every call is bounded in time, memory and
/// output by <see cref="ReadingLimits"/> and opens no connection. Files within files lie in a private temporary file while they are read.
/// </summary>
public sealed class FileReader(ReadingLimits limits, OcrSettings ocr, TimeProvider timeProvider)
{
    private static readonly IReadOnlyList<FileFormat> RefusedAtOnce =
        [FileFormat.Unknown, FileFormat.LegacyOffice, FileFormat.Archive, FileFormat.Binary];

    /// <summary>Recognises a file without reading it.</summary>
    public static async Task<FileFormat> DetectAsync(string path, string? fileName, CancellationToken cancellationToken) =>
        (await FormatSniffer.SniffAsync(path, fileName, cancellationToken)).Format;

    /// <summary>Whether an upload of this format is refused, because no reader will ever read it.</summary>
    public static bool IsRefused(FileFormat format) => RefusedAtOnce.Contains(format);

    /// <summary>Reads a file; a file that cannot be read is an outcome, not an exception.</summary>
    /// <param name="path">Where the file lies.</param>
    /// <param name="fileName">The name it was uploaded under; helps to tell text formats apart.</param>
    /// <param name="password">Opens a protected PDF or Office file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<ReadingOutcome> ReadAsync(string path, string? fileName, string? password, CancellationToken cancellationToken)
    {
        var sniffed = await FormatSniffer.SniffAsync(path, fileName, cancellationToken);
        using var timeout = new CancellationTokenSource(limits.Time, timeProvider);
        var context = new ReadingContext(path, fileName, password, limits)
        {
            Recognizer = new TextRecognizer(ocr, limits, timeProvider),
            AllowMore = extra => timeout.CancelAfter(limits.Time + extra),
        };
        if (sniffed.Mismatch is { } mismatch)
        {
            context.Warn(mismatch.Code, mismatch.Message);
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await ReadFormatAsync(sniffed.Format, context, linked.Token);
            return OutcomeBuilder.Completed(sniffed.Format, context);
        }
        catch (UnreadableFileException exception)
        {
            return OutcomeBuilder.Failed(sniffed.Format, context, exception.Code, exception.Message);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return OutcomeBuilder.Failed(sniffed.Format, context, ReadingFailures.Timeout,
                $"Reading took longer than {limits.Time.TotalSeconds:0} seconds.");
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return OutcomeBuilder.Failed(sniffed.Format, context, ReadingFailures.Corrupt, "The file is damaged and cannot be read.");
        }
    }

    private static async Task ReadFormatAsync(FileFormat format, ReadingContext context, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case FileFormat.BrokenArchive:
                throw UnreadableFileException.Corrupt("The file is not the container its name and beginning promise.");
            default:
                var reader = ReaderSet.For(format)
                    ?? throw new UnreadableFileException(ReadingFailures.Unsupported, UnsupportedMessage(format));
                // readers of containers work synchronously between awaits: a pool thread of their own keeps callers free
                await Task.Run(() => reader.ReadAsync(context, cancellationToken), cancellationToken);
                return;
        }
    }

    private static string UnsupportedMessage(FileFormat format) => format == FileFormat.LegacyOffice
        ? "Files of Office 97 to 2003 (.doc, .xls, .ppt) cannot be read. Save the file as .docx, .xlsx or .pptx."
        : "Files of this kind cannot be read.";

    /// <summary>Whether an exception is how the parts readers are made of say that a file is damaged.</summary>
    internal static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or XmlException or FormatException or EndOfStreamException or DecoderFallbackException;
}
