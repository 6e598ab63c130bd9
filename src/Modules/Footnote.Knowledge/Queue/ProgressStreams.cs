using Footnote.Identity;
using Footnote.Knowledge.Indexing;
using Footnote.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Queue;

/// <summary>The progress streams of this process: at most as many as configured, each looking no more often than is cheap.</summary>
internal sealed class ProgressStreams(
    ProgressReader documents, QueueReader queue, IndexHost host, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    private const int RestPerWork = 10;
    private int _open;

    /// <summary>A place to be disposed at the end; null when all are taken.</summary>
    public IDisposable? TryOpen()
    {
        if (Interlocked.Increment(ref _open) <= options.Value.ProgressStreams)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref _open);
        return null;
    }

    /// <summary>Streams until the caller leaves or the stream's time is over.</summary>
    public async Task RunAsync(HttpContext context, Principal principal, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(options.Value.ProgressStreamTime, timeProvider);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            var writer = await EventStreamWriter.StartAsync(context, end.Token);
            await FollowAsync(writer, new ProgressFeed(principal, documents, queue, timeProvider), end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // the reader went away, or has to come again
        }
    }

    private async Task FollowAsync(EventStreamWriter writer, ProgressFeed feed, CancellationToken cancellationToken)
    {
        var position = host.Position.Value;
        var spoken = timeProvider.GetTimestamp();
        await feed.SnapshotAsync(writer, cancellationToken);
        while (true)
        {
            var started = timeProvider.GetTimestamp();
            if (await feed.SendChangesAsync(writer, cancellationToken))
            {
                spoken = timeProvider.GetTimestamp();
            }
            else if (timeProvider.GetElapsedTime(spoken) >= KeepAlive)
            {
                await writer.KeepAliveAsync(cancellationToken);
                spoken = timeProvider.GetTimestamp();
            }

            var rest = RestPerWork * timeProvider.GetElapsedTime(started);
            var interval = options.Value.ProgressInterval;
            await Task.Delay(rest > interval ? rest : interval, timeProvider, cancellationToken);
            if (!feed.IsBusy)
            {
                await host.Position.WaitForAsync(position + 1, KeepAlive, cancellationToken);
            }

            position = host.Position.Value;
        }
    }

    private sealed class Place(ProgressStreams streams) : IDisposable
    {
        private ProgressStreams? _streams = streams;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _streams, null) is { } open)
            {
                Interlocked.Decrement(ref open._open);
            }
        }
    }
}
