namespace Footnote.Knowledge.Reading.Ocr;

/// <summary>Gives the pages of a PDF that are pictures of text their text, and says on the context what became of them.</summary>
internal sealed class PdfRecognition(ReadingContext context, TextRecognizer recognizer)
{
    private int _recognized;
    private int _lowConfidence;
    private int _failed;

    /// <summary>Replaces the text of pages that need it.</summary>
    public async Task CompleteAsync(string[] pages, CancellationToken cancellationToken)
    {
        var sparse = Enumerable.Range(1, pages.Length).Where(page => PageDensity.IsSparse(pages[page - 1])).ToList();
        if (sparse.Count == 0)
        {
            return;
        }

        var areas = await PdfPictures.FindAsync(context, sparse[0], sparse[^1], cancellationToken);
        var scans = sparse.Where(page => PageDensity.IsScan(pages[page - 1], areas.GetValueOrDefault(page))).ToList();
        var probe = await recognizer.ProbeAsync(cancellationToken);
        // text drawn as lines shows on no list of pictures: pages that seem blank are looked at as well
        var wanted = sparse.Where(page => scans.Contains(page) || PageDensity.IsEmpty(pages[page - 1])).ToList();
        if (probe.IsAvailable)
        {
            await RecognizeAsync(pages, wanted, scans, probe, cancellationToken);
        }

        Report(pages, scans, probe);
    }

    private async Task RecognizeAsync(
        string[] pages, List<int> wanted, List<int> scans, OcrProbe probe, CancellationToken cancellationToken)
    {
        context.AllowMore(recognizer.TimeLeft);
        // pictures first: where not all pages fit the limits, those that seem blank are left out
        foreach (var page in wanted.OrderByDescending(scans.Contains).ThenBy(page => page).Take(recognizer.Settings.MaximumPages))
        {
            var found = recognizer.TimeLeft > TimeSpan.Zero
                ? await recognizer.RecognizePdfPageAsync(context, page, probe, cancellationToken)
                : null;
            if (found is null)
            {
                _failed++;
            }
            else
            {
                Take(pages, page, found);
            }
        }

        context.AllowMore(TimeSpan.Zero);
    }

    private void Take(string[] pages, int page, RecognizedPage found)
    {
        if (found.Text.Length <= pages[page - 1].Trim().Length && !PageDensity.IsScan(pages[page - 1], pictureArea: 0))
        {
            return;
        }

        pages[page - 1] = found.Text;
        if (found.Text.Length > 0)
        {
            _recognized++;
            context.OcrPages.Add(page);
            _lowConfidence += found.Confidence < RecognizedPage.LowConfidence ? 1 : 0;
        }
    }

    private void Report(string[] pages, List<int> scans, OcrProbe probe)
    {
        var unread = scans.Count(page => !context.OcrPages.Contains(page) && PageDensity.IsScan(pages[page - 1], pictureArea: 1));
        context.HasPictures = scans.Count > 0;
        context.OcrAdvice = probe.IsAvailable ? null : probe.Advice;
        context.EmptyPages = pages.Count(PageDensity.IsEmpty);
        if (!probe.IsAvailable && unread > 0)
        {
            context.Warn("PAGES_NEED_OCR", $"{unread} of {pages.Length} pages are pictures of text and were not read. {probe.Advice}");
        }
        else if (context.EmptyPages > 0)
        {
            context.Warn("EMPTY_PAGES", $"{context.EmptyPages} of {pages.Length} pages hold no text.");
        }

        var beyond = scans.Count - recognizer.Settings.MaximumPages;
        OcrWarnings.Add(context, probe, new OcrCounts(_recognized, _lowConfidence, _failed, beyond));
    }
}
