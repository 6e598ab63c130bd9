using Footnote.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Footnote.Chat.Streaming;

/// <summary>Writes events as server-sent events, with a comment where nothing happens for a while.</summary>
internal sealed class SseSender(IOptions<ChatOptions> options, TimeProvider time)
{
    public async Task SendAsync(HttpContext context, IAsyncEnumerable<StreamEvent> events)
    {
        CancellationToken ct = context.RequestAborted;
        try
        {
            EventStreamWriter writer = await EventStreamWriter.StartAsync(context, ct);
            await PumpAsync(writer, events, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // the reader went away; the answer goes on without it
        }
    }

    private async Task PumpAsync(EventStreamWriter writer, IAsyncEnumerable<StreamEvent> events, CancellationToken ct)
    {
        await using IAsyncEnumerator<StreamEvent> reader = events.GetAsyncEnumerator(ct);
        Task<bool> next = reader.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                using var quiet = CancellationTokenSource.CreateLinkedTokenSource(ct);
                Task first = await Task.WhenAny(next, Task.Delay(options.Value.KeepAlive, time, quiet.Token));
                await quiet.CancelAsync();
                if (first != next)
                {
                    await writer.KeepAliveAsync(ct);
                    continue;
                }

                if (!await next)
                {
                    return;
                }

                StreamEvent item = reader.Current;
                await writer.SendAsync(item.Number, item.Type, item.Data, ct);
                next = reader.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // an enumerator may not be disposed while it moves
            await next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }
}
