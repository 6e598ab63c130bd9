namespace Footnote.Knowledge.Reading.Ocr;

/// <summary>What the owner of a recognised document should know.</summary>
internal static class OcrWarnings
{
    public static void Add(ReadingContext context, OcrProbe probe, OcrCounts counts)
    {
        if (!probe.IsAvailable)
        {
            return;
        }

        if (counts.LowConfidence > 0)
        {
            context.Warn("OCR_LOW_CONFIDENCE",
                $"{counts.LowConfidence} of {counts.Recognized} recognised pages could hardly be read; their text may be wrong.");
        }

        if (counts.Failed > 0)
        {
            context.OcrAdvice ??= "Text recognition did not end within its limits; try again later, or raise OcrPageTime and OcrTime.";
            context.Warn("OCR_FAILED", $"{counts.Failed} pages could not be recognised within the limits.");
        }

        if (counts.BeyondLimit > 0)
        {
            context.Warn("OCR_LIMIT", $"{counts.BeyondLimit} pages beyond the limit for text recognition were left out.");
        }

        if (probe.Advice is { } advice && counts.Recognized > 0)
        {
            context.Warn("OCR_LANGUAGE_MISSING", advice);
        }
    }
}
