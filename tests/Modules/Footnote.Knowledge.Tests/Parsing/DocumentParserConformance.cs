using System.Text;
using Footnote.Knowledge.Parsing;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Tests.Reading.Ocr;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Parsing;

/// <summary>What every parser of documents does, here or at a service.</summary>
public abstract class DocumentParserConformance : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private int _files;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private protected abstract IDocumentParser Create(ReadingLimits limits);

    [Fact]
    public async Task Pages_of_a_file_come_out_in_order_with_their_numbers()
    {
        var outcome = await ParseAsync("guide.pdf", TwoPages());
        Assert.Equal((ReadingStatus.Completed, FileFormat.Pdf, 2, 0), (outcome.Status, outcome.Format, outcome.Pages, outcome.EmptyPages));
        Assert.Equal(1, PageOf(outcome, "heron"));
        Assert.Equal(2, PageOf(outcome, "kingfisher"));
        Assert.Equal("en", outcome.Language);
        Assert.Equal(Create(new ReadingLimits()).Name, outcome.Parser);
        Assert.Null(outcome.Fallback);
    }

    [Fact]
    public async Task Blocks_are_spans_of_the_text_in_order()
    {
        var document = (await ParseAsync("guide.pdf", TwoPages())).Document;
        Assert.NotNull(document);
        Assert.NotEmpty(document.Blocks);
        var end = 0;
        foreach (var block in document.Blocks)
        {
            Assert.InRange(block.Start, end, document.Text.Length);
            Assert.InRange(block.End, block.Start + 1, document.Text.Length);
            Assert.Equal(document.Text[block.Start..block.End].Trim(), document.Text[block.Start..block.End]);
            end = block.End;
        }
    }

    [Fact]
    public async Task Text_beyond_the_limit_is_left_out_with_a_warning()
    {
        var outcome = await ParseAsync("guide.pdf", TwoPages(), new ReadingLimits { Characters = 100 });
        Assert.Equal(ReadingStatus.Completed, outcome.Status);
        Assert.InRange(outcome.Document?.Text.Length ?? 0, 1, 100);
        Assert.Contains(outcome.Warnings, warning => warning.Code == "TEXT_TRUNCATED");
    }

    [Fact]
    public async Task Damaged_file_is_no_success()
    {
        try
        {
            var outcome = await ParseAsync("broken.pdf", Encoding.ASCII.GetBytes("%PDF-1.4\nnothing of what a PDF holds"));
            Assert.Equal(ReadingStatus.Failed, outcome.Status);
            Assert.NotNull(outcome.ErrorCode);
            Assert.Null(outcome.Document);
        }
        catch (ParserException fault)
        {
            Assert.False(fault.IsTransient);
        }
    }

    [Fact]
    public async Task Cancelled_parsing_ends_as_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ParseAsync("guide.pdf", TwoPages(), cancellationToken: cancelled.Token));
    }

    [Fact]
    public async Task Files_parsed_at_once_keep_their_own_text()
    {
        var parser = Create(new ReadingLimits());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            var path = await WriteAsync("n.pdf", new TestPdf().Text($"Document number {i} speaks of item x{i}y only.").Build());
            return await parser.ParseAsync(new ParseRequest(path, $"n{i}.pdf", FileFormat.Pdf), Token);
        }));
        Assert.All(outcomes.Index(), pair =>
        {
            Assert.Contains($"x{pair.Index}y", pair.Item.Document?.Text, StringComparison.Ordinal);
            Assert.DoesNotContain($"x{pair.Index + 1}y", pair.Item.Document?.Text, StringComparison.Ordinal);
        });
    }

    protected static byte[] TwoPages() => new TestPdf()
        .Text("The heron stands in the water and waits.", "It is the most patient of birds.")
        .Text("The kingfisher dives from a branch.", "It is the most colourful of birds.")
        .Build();

    private protected static int? PageOf(ReadingOutcome outcome, string word)
    {
        var document = outcome.Document ?? throw new InvalidOperationException($"{outcome.ErrorCode}: {outcome.ErrorMessage}");
        var at = document.Text.IndexOf(word, StringComparison.Ordinal);
        return document.Blocks.FirstOrDefault(block => block.Start <= at && at < block.End)?.Page;
    }

    private protected async Task<ReadingOutcome> ParseAsync(
        string name, byte[] content, ReadingLimits? limits = null, CancellationToken? cancellationToken = null)
    {
        var path = await WriteAsync(name, content);
        return await Create(limits ?? new ReadingLimits()).ParseAsync(
            new ParseRequest(path, name, FileFormat.Pdf), cancellationToken ?? Token);
    }

    protected async Task<string> WriteAsync(string name, byte[] content)
    {
        var path = _folder.Path($"{Interlocked.Increment(ref _files)}-{name}");
        await File.WriteAllBytesAsync(path, content, Token);
        return path;
    }
}
