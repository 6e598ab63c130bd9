using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Footnote.Models.Embeddings;

/// <summary>Asks for a sweep when the table has grown by a tenth of what it may hold.</summary>
internal sealed class EmbeddingSweepSignal(IOptions<ModelsOptions> options)
{
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long _added;

    public void Added(int rows)
    {
        var share = Math.Max(1, options.Value.EmbeddingCache.TableRows / 10);
        var after = Interlocked.Add(ref _added, rows);
        if (after / share > (after - rows) / share)
        {
            _wanted.Writer.TryWrite(true);
        }
    }

    /// <summary>Waits until a sweep is asked for, or as long as <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _wanted.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // time for the regular one
        }
    }
}
