using System.Collections.ObjectModel;
using Footnote.Knowledge.Reading.Layout;
using Footnote.Knowledge.Reading.Ocr;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Pictures of text: PNG, JPEG, TIFF with its pages, WEBP, BMP and GIF, by text recognition where that is installed.</summary>
internal sealed class ImageReader : IFormatReader
{
    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        context.HasPictures = true;
        int? tiffPages;
        await using (var stream = context.OpenRead())
        {
            tiffPages = TiffPages.Count(stream);
        }

        context.Pages = tiffPages ?? 1;
        context.EmptyPages = context.Pages.Value;
        var probe = await context.Recognizer.ProbeAsync(cancellationToken);
        if (!probe.IsAvailable)
        {
            context.OcrAdvice = probe.Advice;
            return;
        }

        await RecognizeAsync(context, tiffPages, probe, cancellationToken);
    }

    private static async Task RecognizeAsync(ReadingContext context, int? tiffPages, OcrProbe probe, CancellationToken cancellationToken)
    {
        var settings = context.Recognizer.Settings;
        var pages = Enumerable.Repeat(string.Empty, Math.Min(tiffPages ?? 1, settings.MaximumPages)).ToArray();
        var counts = new OcrCounts(0, 0, 0, (tiffPages ?? 1) - pages.Length);
        context.AllowMore(context.Recognizer.TimeLeft);
        for (var i = 0; i < pages.Length; i++)
        {
            var found = context.Recognizer.TimeLeft > TimeSpan.Zero
                ? await context.Recognizer.RecognizeImageAsync(context.Path, tiffPages is null ? null : i, probe, cancellationToken)
                : null;
            if (found is null)
            {
                counts = counts with { Failed = counts.Failed + 1 };
            }
            else if (found.Text.Length > 0)
            {
                pages[i] = found.Text;
                context.OcrPages.Add(i + 1);
                var isLow = found.Confidence < RecognizedPage.LowConfidence;
                counts = counts with { Recognized = counts.Recognized + 1, LowConfidence = counts.LowConfidence + (isLow ? 1 : 0) };
            }
        }

        if (counts.Failed == pages.Length)
        {
            throw UnreadableFileException.Corrupt("The picture is damaged, or too large for text recognition.");
        }

        context.AllowMore(TimeSpan.Zero);
        context.EmptyPages -= counts.Recognized;
        OcrWarnings.Add(context, probe, counts);
        new PdfPageWriter(context.Builder, ReadOnlyDictionary<int, LayoutPage>.Empty).Write(pages, cancellationToken);
    }
}
