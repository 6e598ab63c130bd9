using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Footnote.Platform.Http;

/// <summary>Writes numbered server-sent events to one response. Not thread-safe.</summary>
public sealed class EventStreamWriter
{
    private readonly HttpResponse _response;
    private int _number;

    private EventStreamWriter(HttpResponse response) => _response = response;

    /// <summary>Sends the headers of a stream that is neither stored nor buffered nor compressed.</summary>
    public static async Task<EventStreamWriter> StartAsync(HttpContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        var response = context.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await response.StartAsync(ct);
        return new EventStreamWriter(response);
    }

    /// <summary>Sends an event with the next number, from 1.</summary>
    public Task SendAsync<T>(string type, T data, CancellationToken ct) =>
        SendAsync(_number + 1, type, JsonSerializer.Serialize(data, JsonDefaults.Options), ct);

    /// <summary>Sends an event with a number of its own; later ones count on from it.</summary>
    /// <param name="number">What a reader that comes back names as the last one it has.</param>
    /// <param name="type">The name of the event.</param>
    /// <param name="json">The data, JSON without line breaks.</param>
    /// <param name="ct">Ends the wait for the reader.</param>
    public Task SendAsync(int number, string type, string json, CancellationToken ct)
    {
        _number = number;
        return WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {number}\nevent: {type}\ndata: {json}\n\n"), ct);
    }

    /// <summary>Sends a comment, so that nobody on the way takes the stream for dead.</summary>
    public Task KeepAliveAsync(CancellationToken ct) => WriteAsync(": keep-alive\n\n", ct);

    private async Task WriteAsync(string text, CancellationToken ct)
    {
        await _response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        await _response.Body.FlushAsync(ct);
    }
}
