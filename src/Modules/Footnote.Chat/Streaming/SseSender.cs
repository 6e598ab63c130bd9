using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Footnote.Chat.Streaming;

/// <summary>Writes events as server-sent events, with a comment where nothing happens for a while.</summary>
internal sealed class SseSender(IOptions<ChatOptions> options, TimeProvider time)
{
    public async Task SendAsync(HttpContext context, IAsyncEnumerable<StreamEvent> events)
    {
        CancellationToken ct = context.RequestAborted;
        HttpResponse response = context.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await response.StartAsync(ct);
            await PumpAsync(response, events, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // the reader went away; the answer goes on without it
        }
    }

    private async Task PumpAsync(HttpResponse response, IAsyncEnumerable<StreamEvent> events, CancellationToken ct)
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
                    await SendAsync(response, ": keep-alive\n\n", ct);
                    continue;
                }

                if (!await next)
                {
                    return;
                }

                await SendAsync(response, Format(reader.Current), ct);
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

    // the data is JSON without line breaks
    private static string Format(StreamEvent item) =>
        string.Create(CultureInfo.InvariantCulture, $"id: {item.Number}\nevent: {item.Type}\ndata: {item.Data}\n\n");

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken ct)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        await response.Body.FlushAsync(ct);
    }
}
