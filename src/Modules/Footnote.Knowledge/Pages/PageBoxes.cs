using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Reading.Layout;
using Footnote.Knowledge.Storage;

namespace Footnote.Knowledge.Pages;

/// <summary>Reads the layout of single pages from originals, a bounded number at once.</summary>
internal sealed class PageBoxes(IObjectStore store, ReadingLimits limits) : IDisposable
{
    private const int AtOnce = 2;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>Null when the original is no PDF, is gone, or its page cannot be read.</summary>
    public async Task<LayoutPage?> FindAsync(string objectKey, string? fileName, int page, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Time);
        try
        {
            using var original = await store.FetchAsync(objectKey, limit.Token);
            return original is not null && await FileReader.DetectAsync(original.Path, fileName, limit.Token) == FileFormat.Pdf
                ? await ReadAsync(original.Path, page, limit.Token)
                : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<LayoutPage?> ReadAsync(string path, int page, CancellationToken cancellationToken)
    {
        var pages = await PdfLayout.ReadAsync(path, password: null, (page, page), limits with { Time = Time }, cancellationToken);
        return pages.Count > 0 ? pages[0] : null;
    }

    public void Dispose() => _turns.Dispose();
}
