using System.Globalization;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>
/// PDF through poppler's programs. The page count of pdfinfo is compared with the pages that came out: pdftotext ends a damaged file early
/// and still reports success.
/// </summary>
internal sealed class PdfReader : IFormatReader
{
    private const int InfoCharacters = 64 * 1024;

    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        var info = await InfoAsync(context, cancellationToken);
        context.Pages = info.Pages;
        context.Title = info.Title;
        string[] arguments = ["-enc", "UTF-8", .. Password(context), context.Path, "-"];
        var maximum = context.Limits.Characters + (context.Limits.Characters / 4);
        var output = await ExternalProgram.RunAsync("pdftotext", arguments, context.Limits, maximum, cancellationToken);
        if (output.ExitCode != 0 && !output.IsCut)
        {
            throw Failure(output);
        }

        var pages = output.Text.Split('\f');
        // every page ends with a form feed, so the last part is empty unless the output was cut
        var count = pages[^1].Trim().Length == 0 ? pages.Length - 1 : pages.Length;
        context.EmptyPages = pages.Take(count).Count(page => page.AsSpan().Trim().IsEmpty);
        new PdfPageWriter(context.Builder).Write(pages.AsSpan(0, count), cancellationToken);
        await JudgeAsync(context, count, info.Pages, cancellationToken);
    }

    private static async Task JudgeAsync(ReadingContext context, int pagesRead, int pages, CancellationToken cancellationToken)
    {
        if (context.Builder.Length == 0)
        {
            string[] arguments = ["-list", "-l", "20", .. Password(context), context.Path];
            var images = await ExternalProgram.RunAsync("pdfimages", arguments, context.Limits, InfoCharacters, cancellationToken);
            context.HasPictures = images.Text.Split('\n').Length > 3;
            return;
        }

        if (pagesRead < pages)
        {
            context.Warn("PAGES_MISSING", $"Only {pagesRead} of {pages} pages could be read; the file is damaged.");
        }

        if (context.EmptyPages > 0)
        {
            context.Warn("EMPTY_PAGES", $"{context.EmptyPages} of {pages} pages hold no text; they may be scans.");
        }
    }

    private static async Task<(int Pages, string? Title)> InfoAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        string[] arguments = ["-enc", "UTF-8", .. Password(context), context.Path];
        var output = await ExternalProgram.RunAsync("pdfinfo", arguments, context.Limits, InfoCharacters, cancellationToken);
        if (output.ExitCode != 0)
        {
            throw Failure(output);
        }

        int pages = 0;
        string? title = null;
        foreach (var line in output.Text.Split('\n'))
        {
            if (line.StartsWith("Pages:", StringComparison.Ordinal))
            {
                _ = int.TryParse(line.AsSpan(6).Trim(), CultureInfo.InvariantCulture, out pages);
            }
            else if (line.StartsWith("Title:", StringComparison.Ordinal))
            {
                title = PdfTitle.Usable(line[6..].Trim());
            }
        }

        return (pages, title);
    }

    private static IEnumerable<string> Password(ReadingContext context) => context.Password is { } password ? ["-upw", password] : [];

    private static UnreadableFileException Failure(ProgramOutput output)
    {
        if (output.IsMissing)
        {
            return new UnreadableFileException(ReadingFailures.Unsupported,
                "PDF files need poppler-utils, which is not installed on the server.");
        }

        return output.Errors.Contains("password", StringComparison.OrdinalIgnoreCase)
            ? UnreadableFileException.Encrypted()
            : UnreadableFileException.Corrupt("The PDF file is damaged and cannot be opened.");
    }
}
