using Footnote.Knowledge.Reading.Layout;
using Footnote.Knowledge.Reading.Ocr;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>
/// PDF through poppler's programs. The page count of pdfinfo is compared with the pages that came out: pdftotext ends a damaged file early
/// and still reports success. Pages that are pictures of text go through text recognition.
/// </summary>
internal sealed class PdfReader : IFormatReader
{
    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        var info = await PdfInfo.ReadAsync(context.Path, context.Password, context.Limits, cancellationToken);
        context.Pages = info.Pages;
        context.Title = info.Title;
        string[] arguments = ["-enc", "UTF-8", .. PdfInfo.PasswordArguments(context.Password), context.Path, "-"];
        var maximum = context.Limits.Characters + (context.Limits.Characters / 4);
        var output = await ExternalProgram.RunAsync("pdftotext", arguments, context.Limits, maximum, cancellationToken);
        if (output.ExitCode != 0 && !output.IsCut)
        {
            throw PdfInfo.Failure(output);
        }

        var pages = output.Text.Split('\f');
        // every page ends with a form feed, so the last part is empty unless the output was cut
        Array.Resize(ref pages, pages[^1].Trim().Length == 0 ? pages.Length - 1 : pages.Length);
        await new PdfRecognition(context, context.Recognizer).CompleteAsync(pages, cancellationToken);
        var layouts = await PdfLayouts.ReadAsync(context, pages, cancellationToken);
        new PdfPageWriter(context.Builder, layouts).Write(pages, cancellationToken);
        if (pages.Length < info.Pages && context.Builder.Length > 0)
        {
            context.Warn("PAGES_MISSING", $"Only {pages.Length} of {info.Pages} pages could be read; the file is damaged.");
        }
    }
}
