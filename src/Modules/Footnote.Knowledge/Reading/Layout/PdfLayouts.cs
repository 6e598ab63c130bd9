namespace Footnote.Knowledge.Reading.Layout;

/// <summary>
/// The layouts of the pages whose text can be taken from them: not those that were recognised in a picture, that run from right to left
/// (pdftotext puts only its plain text in order), that are printed over one another, or whose layout lost words.
/// </summary>
internal static class PdfLayouts
{
    private const int PagesAtOnce = 100;
    private const int MaximumPages = 2000;
    private const double KeptShare = 0.95;
    private const double OddShare = 0.1;

    public static async Task<IReadOnlyDictionary<int, LayoutPage>> ReadAsync(
        ReadingContext context, string[] pages, CancellationToken cancellationToken)
    {
        var layouts = new Dictionary<int, LayoutPage>();
        for (var first = 1; first <= Math.Min(pages.Length, MaximumPages); first += PagesAtOnce)
        {
            var range = (first, Math.Min(first + PagesAtOnce - 1, pages.Length));
            var read = await PdfLayout.ReadAsync(context.Path, context.Password, range, context.Limits, cancellationToken);
            foreach (var page in read.Where(page => page.Number <= pages.Length && !context.OcrPages.Contains(page.Number)))
            {
                if (IsUsable(page, pages[page.Number - 1]))
                {
                    layouts[page.Number] = page;
                }
            }
        }

        return layouts;
    }

    private static bool IsUsable(LayoutPage page, string text)
    {
        var characters = text.Count(c => !char.IsWhiteSpace(c));
        var lines = page.Blocks.SelectMany(block => block).ToList();
        var words = lines.Sum(line => line.Words.Count);
        var odd = lines.Sum(line => line.Words.Count(IsTurned) + Overlaps(line));
        return words > 0 && !text.Any(IsRightToLeft) && page.Characters >= characters * KeptShare && odd <= words * OddShare;
    }

    private static bool IsTurned(LayoutWord word) => word.Text.Length > 2 && word.Box.Height > word.Box.Width;

    /// <summary>How many words begin well before the one before them ends.</summary>
    private static int Overlaps(LayoutLine line) => line.Words.Zip(line.Words.Skip(1))
        .Count(pair => pair.First.Box.Right - pair.Second.Box.Left > pair.First.Box.Height / 4);

    private static bool IsRightToLeft(char c) =>
        c is >= '\u0590' and <= '\u08FF' or >= '\uFB1D' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFE';
}
