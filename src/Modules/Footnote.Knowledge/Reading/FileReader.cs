using System.Text;
using System.Xml;
using Footnote.Knowledge.Reading.Text;
using Footnote.Retrieval.Text;

namespace Footnote.Knowledge.Reading;

/// <summary>
/// Reads a file of any known format into text with structure. Safe to use from several threads; every call is bounded in time, memory and
/// output by <see cref="ReadingLimits"/>, opens no connection and writes nothing.
/// </summary>
public sealed class FileReader(ReadingLimits limits, TimeProvider timeProvider)
{
    private const int LanguageSample = 20_000;

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
    /// <param name="password">Opens a protected PDF.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<ReadingOutcome> ReadAsync(string path, string? fileName, string? password, CancellationToken cancellationToken)
    {
        var sniffed = await FormatSniffer.SniffAsync(path, fileName, cancellationToken);
        var context = new ReadingContext(path, fileName, password, limits);
        if (sniffed.Mismatch is { } mismatch)
        {
            context.Warn(mismatch.Code, mismatch.Message);
        }

        using var timeout = new CancellationTokenSource(limits.Time, timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await ReadFormatAsync(sniffed.Format, context, linked.Token);
            return Completed(sniffed.Format, context);
        }
        catch (UnreadableFileException exception)
        {
            return Failed(sniffed.Format, context, exception.Code, exception.Message);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Failed(sniffed.Format, context, ReadingFailures.Timeout,
                $"Reading took longer than {limits.Time.TotalSeconds:0} seconds.");
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return Failed(sniffed.Format, context, ReadingFailures.Corrupt, "The file is damaged and cannot be read.");
        }
    }

    private static async Task ReadFormatAsync(FileFormat format, ReadingContext context, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case FileFormat.EncryptedOffice:
                throw UnreadableFileException.Encrypted();
            case FileFormat.BrokenArchive:
                throw UnreadableFileException.Corrupt("The file is not the container its name and beginning promise.");
            case FileFormat.Image:
                context.HasPictures = true;
                return;
            default:
                var reader = ReaderSet.For(format)
                    ?? throw new UnreadableFileException(ReadingFailures.Unsupported, "Files of this kind cannot be read.");
                // readers of containers work synchronously between awaits: a pool thread of their own keeps callers free
                await Task.Run(() => reader.ReadAsync(context, cancellationToken), cancellationToken);
                return;
        }
    }

    private static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or XmlException or FormatException or EndOfStreamException or DecoderFallbackException;

    private static ReadingOutcome Completed(FileFormat format, ReadingContext context)
    {
        if (context.Builder.Length == 0)
        {
            return NoText(format, context);
        }

        if (context.Builder.IsTruncated)
        {
            context.Warn("TEXT_TRUNCATED", $"The text is longer than {context.Limits.Characters} characters; the rest was left out.");
        }

        var document = context.Builder.Build(TitleOf(context));
        return new ReadingOutcome(ReadingStatus.Completed, format)
        {
            Document = document,
            Pages = context.Pages,
            EmptyPages = context.EmptyPages,
            Language = LanguageDetector.Detect(document.Text[..Math.Min(document.Text.Length, LanguageSample)]),
            Warnings = context.Warnings,
        };
    }

    private static ReadingOutcome NoText(FileFormat format, ReadingContext context)
    {
        var message = context.HasPictures
            ? "The file holds pictures of text only. Run text recognition (OCR) over it and upload the result."
            : "The file holds no text.";
        var outcome = Failed(format, context, ReadingFailures.NoText, message);
        return context.HasPictures ? outcome with { Status = ReadingStatus.NeedsOcr } : outcome;
    }

    private static ReadingOutcome Failed(FileFormat format, ReadingContext context, string code, string message) =>
        new(ReadingStatus.Failed, format)
        {
            Pages = context.Pages,
            EmptyPages = context.EmptyPages,
            Warnings = context.Warnings,
            ErrorCode = code,
            ErrorMessage = message,
        };

    private static string TitleOf(ReadingContext context)
    {
        var title = TextCleaner.Collapse(context.Title ?? string.Empty);
        if (title.Length == 0)
        {
            title = context.Builder.FirstHeading
                ?? TextCleaner.Collapse(Path.GetFileNameWithoutExtension(context.FileName ?? string.Empty));
        }

        return title.Length <= 300 ? title : title[..300].TrimEnd();
    }
}
