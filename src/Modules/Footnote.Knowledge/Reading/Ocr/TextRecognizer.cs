using System.Globalization;
using System.Text;

namespace Footnote.Knowledge.Reading.Ocr;

/// <summary>
/// Recognises text in pictures with Tesseract, one page at a time under the limits of external programs. It is asked anew for every
/// document whether it is installed, so that installing it needs no restart.
/// </summary>
internal sealed class TextRecognizer(OcrSettings settings, ReadingLimits limits, TimeProvider timeProvider)
{
    private const int TableBytes = 8 * 1024 * 1024;
    private const int PictureBytes = 96 * 1024 * 1024;
    private const int LargestSide = 5000;
    private const string Orientation = "osd";

    public OcrSettings Settings { get; } = settings;

    /// <summary>What is left of the time for this file and those within it.</summary>
    public TimeSpan TimeLeft { get; private set; } = settings.Time;

    private ReadingLimits PageLimits { get; } = limits with { Time = settings.PageTime };

    public async Task<OcrProbe> ProbeAsync(CancellationToken cancellationToken)
    {
        if (!Settings.IsEnabled)
        {
            return OcrProbe.Unavailable("Text recognition is switched off on this server.");
        }

        var call = new ProgramCall(Settings.Program, ["--list-langs"]);
        var output = await ExternalProgram.RunAsync(call, PageLimits, cancellationToken);
        if (output.ExitCode != 0)
        {
            return OcrProbe.Unavailable(
                "Text recognition is not installed on the server. Install the package tesseract-ocr there, then retry the document.");
        }

        // older versions list the languages on standard error
        var lines = (Encoding.UTF8.GetString(output.Bytes.Span) + "\n" + output.Errors)
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        var missing = Settings.Languages.Where(language => !lines.Contains(language)).Select(PackageOf).ToList();
        var advice = missing.Count == 0 ? null
            : $"Text recognition lacks a language. Install on the server, then retry the document: {string.Join(' ', missing)}.";
        return new OcrProbe([.. Settings.Languages.Where(lines.Contains)], lines.Contains(Orientation), advice);
    }

    /// <summary>Recognises a page of a PDF file; null when it could not be drawn or took too long.</summary>
    public Task<RecognizedPage?> RecognizePdfPageAsync(
        ReadingContext context, int page, OcrProbe probe, CancellationToken cancellationToken) =>
        WithinPageTimeAsync(
            async token =>
            {
                var picture = await DrawAsync(context, page, ["-r", Number(Settings.Dpi)], token);
                if (picture.IsCut)
                {
                    // a poster: drawn at a size that any page fits
                    picture = await DrawAsync(context, page, ["-scale-to", Number(LargestSide)], token);
                }

                return picture.ExitCode != 0 || picture.IsCut || picture.Bytes.IsEmpty
                    ? null
                    : await RecognizeAsync("stdin", picture.Bytes, probe, ["--dpi", Number(Settings.Dpi)], token);
            },
            cancellationToken);

    /// <summary>Recognises a page of an image file; null when it could not be read or took too long.</summary>
    /// <param name="path">The file.</param>
    /// <param name="page">From 0; null for a format of single pictures.</param>
    /// <param name="probe">What is installed.</param>
    /// <param name="cancellationToken">Stops the recognition.</param>
    public Task<RecognizedPage?> RecognizeImageAsync(string path, int? page, OcrProbe probe, CancellationToken cancellationToken) =>
        WithinPageTimeAsync(
            token => RecognizeAsync(
                path, default, probe, page is { } number ? ["-c", $"tessedit_page_number={Number(number)}"] : [], token),
            cancellationToken);

    private static string PackageOf(string language) => "tesseract-ocr-" + language.ToLowerInvariant().Replace('_', '-');

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private async Task<RecognizedPage?> WithinPageTimeAsync(
        Func<CancellationToken, Task<RecognizedPage?>> recognize, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Settings.PageTime < TimeLeft ? Settings.PageTime : TimeLeft);
        try
        {
            return await recognize(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            var left = TimeLeft - timeProvider.GetElapsedTime(started);
            TimeLeft = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private Task<ProgramBytes> DrawAsync(
        ReadingContext context, int page, IReadOnlyList<string> size, CancellationToken cancellationToken)
    {
        string[] password = context.Password is { } given ? ["-upw", given] : [];
        string[] arguments = ["-gray", .. size, "-f", Number(page), "-l", Number(page), "-singlefile", .. password, context.Path];
        var call = new ProgramCall("pdftoppm", arguments) { MaximumBytes = PictureBytes };
        return ExternalProgram.RunAsync(call, PageLimits, cancellationToken);
    }

    private async Task<RecognizedPage?> RecognizeAsync(
        string source, ReadOnlyMemory<byte> picture, OcrProbe probe, IReadOnlyList<string> more, CancellationToken cancellationToken)
    {
        var segmentation = probe.FindsOrientation ? "1" : "3";
        string[] arguments = [source, "stdout", "-l", string.Join('+', probe.Languages), "--psm", segmentation, .. more, "tsv"];
        var call = new ProgramCall(Settings.Program, arguments) { Input = picture, MaximumBytes = TableBytes };
        var output = await ExternalProgram.RunAsync(call, PageLimits, cancellationToken);
        if (output.ExitCode != 0)
        {
            return null;
        }

        var recognized = TesseractTable.Read(Encoding.UTF8.GetString(output.Bytes.Span));
        return recognized.Confidence < RecognizedPage.Noise ? RecognizedPage.Empty : recognized;
    }
}
