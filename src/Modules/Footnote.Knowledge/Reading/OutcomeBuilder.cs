using Footnote.Knowledge.Reading.Text;
using Footnote.Retrieval.Text;

namespace Footnote.Knowledge.Reading;

/// <summary>Turns what a reader left on its context into an outcome.</summary>
internal static class OutcomeBuilder
{
    private const int LanguageSample = 20_000;
    private const int TitleCharacters = 300;

    public static ReadingOutcome Completed(FileFormat format, ReadingContext context)
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
            OcrPages = [.. context.OcrPages],
            Tables = context.Builder.Tables,
            Language = LanguageDetector.Detect(document.Text[..Math.Min(document.Text.Length, LanguageSample)]),
            Warnings = context.Warnings,
        };
    }

    public static ReadingOutcome Failed(FileFormat format, ReadingContext context, string code, string message) =>
        new(ReadingStatus.Failed, format)
        {
            Pages = context.Pages,
            EmptyPages = context.EmptyPages,
            Warnings = context.Warnings,
            ErrorCode = code,
            ErrorMessage = message,
        };

    private static ReadingOutcome NoText(FileFormat format, ReadingContext context)
    {
        if (context is { HasPictures: true, OcrAdvice: { } advice })
        {
            var unread = Failed(format, context, ReadingFailures.NoText, $"The file holds pictures of text only. {advice}");
            return unread with { Status = ReadingStatus.NeedsOcr };
        }

        return Failed(format, context, ReadingFailures.NoText,
            context.HasPictures ? "The file holds pictures only, and text recognition found no text in them." : "The file holds no text.");
    }

    private static string TitleOf(ReadingContext context)
    {
        var title = TextCleaner.Collapse(context.Title ?? string.Empty);
        if (title.Length == 0)
        {
            title = context.Builder.FirstHeading
                ?? TextCleaner.Collapse(Path.GetFileNameWithoutExtension(context.FileName ?? string.Empty));
        }

        return title.Length <= TitleCharacters ? title : title[..TitleCharacters].TrimEnd();
    }
}
