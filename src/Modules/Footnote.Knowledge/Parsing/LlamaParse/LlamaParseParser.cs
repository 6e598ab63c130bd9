using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Reading.Formats;
using Footnote.Knowledge.Reading.Ocr;
using Footnote.Retrieval.Chunking;

namespace Footnote.Knowledge.Parsing.LlamaParse;

/// <summary>
/// Parses a file at the service: upload, wait, result by page. Pages that failed within a completed job are read by the local parser.
/// </summary>
internal sealed class LlamaParseParser(
    LlamaParseApi api, LlamaParseOptions options, LocalParser local, ReadingLimits limits, TimeProvider timeProvider) : IDocumentParser
{
    public const string ParserName = "llamaparse";
    private const int LongestPoll = 5;

    public string Name => ParserName;

    public async Task<ReadingOutcome> ParseAsync(ParseRequest request, CancellationToken cancellationToken)
    {
        var expected = await CheckAsync(request, cancellationToken);
        using var time = new CancellationTokenSource(options.JobTime, timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        IReadOnlyList<ParsedPage> pages;
        try
        {
            var job = await api.UploadAsync(request, both.Token);
            await WaitAsync(job, both.Token);
            pages = await api.PagesAsync(job, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ParserException(ParserFailure.TimedOut);
        }

        return await BuildAsync(request, pages, expected, cancellationToken);
    }

    /// <summary>Holds the file against the limits; the number of pages where that can be told.</summary>
    private async Task<int?> CheckAsync(ParseRequest request, CancellationToken cancellationToken)
    {
        if (new FileInfo(request.Path).Length > options.MaxBytes)
        {
            throw new ParserException(ParserFailure.TooLarge);
        }

        if (request.Format != FileFormat.Pdf)
        {
            return null;
        }

        try
        {
            var info = await PdfInfo.ReadAsync(request.Path, request.Password, limits, cancellationToken);
            return info.Pages <= options.MaxPages ? info.Pages : throw new ParserException(ParserFailure.TooLarge);
        }
        catch (UnreadableFileException fault)
        {
            // damaged and protected files are not worth a journey
            throw new ParserException(ParserFailure.Refused, innerException: fault);
        }
    }

    private async Task WaitAsync(string id, CancellationToken cancellationToken)
    {
        for (var poll = 1; ; poll++)
        {
            await Task.Delay(options.PollInterval * Math.Min(poll, LongestPoll), timeProvider, cancellationToken);
            var job = await api.JobAsync(id, cancellationToken);
            if (job.HasFailed)
            {
                throw new ParserException(ParserFailure.JobFailed);
            }

            if (job.IsCompleted)
            {
                return;
            }
        }
    }

    private async Task<ReadingOutcome> BuildAsync(
        ParseRequest request, IReadOnlyList<ParsedPage> pages, int? expected, CancellationToken cancellationToken)
    {
        var context = new ReadingContext(request.Path, request.FileName, request.Password, limits)
        {
            Recognizer = new TextRecognizer(new OcrSettings { IsEnabled = false }, limits, timeProvider),
        };
        var count = Math.Max(expected ?? 0, pages.Count == 0 ? 0 : pages[^1].Number);
        var read = pages.Where(page => page.Markdown is not null).ToDictionary(page => page.Number, page => page.Markdown ?? string.Empty);
        var missing = Enumerable.Range(1, count).Where(page => !read.ContainsKey(page)).ToHashSet();
        var second = missing.Count == 0 ? null : (await local.ParseAsync(request, cancellationToken)).Document;
        for (var page = 1; page <= count; page++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WritePage(context, page, read.GetValueOrDefault(page), second, cancellationToken);
        }

        context.Pages = count;
        if (missing.Count > 0)
        {
            context.Warn("PARSER_PAGES_FAILED",
                $"LlamaParse failed at {missing.Count} of {count} pages; the server's own reader read them, as far as it could.");
        }

        var outcome = OutcomeBuilder.Completed(request.Format, context);
        return outcome.Status == ReadingStatus.Completed
            ? outcome with { Parser = ParserName }
            : throw new ParserException(ParserFailure.NoText);
    }

    private static void WritePage(
        ReadingContext context, int page, string? markdown, StructuredDocument? second, CancellationToken cancellationToken)
    {
        var before = context.Builder.BlockCount;
        context.Builder.Page = page;
        if (markdown is not null)
        {
            MarkdownReader.Write(markdown, context, cancellationToken);
        }
        else if (second is not null)
        {
            foreach (var block in second.Blocks.Where(block => block.Page == page))
            {
                context.Builder.Copy(second, block);
            }
        }

        context.EmptyPages += context.Builder.BlockCount == before ? 1 : 0;
    }
}
