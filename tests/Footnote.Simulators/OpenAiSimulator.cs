using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Footnote.Simulators;

/// <summary>A small server that speaks the OpenAI chat completion protocol on a free loopback port, with faults on demand.</summary>
public sealed class OpenAiSimulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SimulatedReply> _replies = new();
    private readonly ConcurrentQueue<SimulatedRequest> _requests = new();
    private int _aborted;

    private OpenAiSimulator(WebApplication app) => _app = app;

    /// <summary>Where the API starts, ending in /v1.</summary>
    public string BaseUrl => _app.Urls.First() + "/v1";

    public IReadOnlyList<SimulatedRequest> Requests => [.. _requests];

    /// <summary>Requests that the client gave up.</summary>
    public int Aborted => _aborted;

    /// <summary>The answer when nothing is queued.</summary>
    public SimulatedReply Default { get; set; } = new();

    public static async Task<OpenAiSimulator> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var simulator = new OpenAiSimulator(app);
        app.MapPost("/v1/chat/completions", simulator.CompleteAsync);
        await app.StartAsync();
        return simulator;
    }

    /// <summary>Queues the answer to the next request that has none yet.</summary>
    public void Reply(SimulatedReply reply) => _replies.Enqueue(reply);

    /// <summary>Forgets everything queued and received.</summary>
    public void Reset()
    {
        _replies.Clear();
        _requests.Clear();
        _aborted = 0;
        Default = new SimulatedReply();
    }

    public async ValueTask DisposeAsync()
    {
        using var quick = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(quick.Token);
        await _app.DisposeAsync();
    }

    private async Task CompleteAsync(HttpContext context)
    {
        JsonElement body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body,
            cancellationToken: context.RequestAborted);
        _requests.Enqueue(new SimulatedRequest(context.Request.Path, context.Request.Headers.Authorization, body));
        SimulatedReply reply = _replies.TryDequeue(out SimulatedReply? queued) ? queued : Default;
        try
        {
            await Task.Delay(reply.DelayBefore, context.RequestAborted);
            bool isStream = body.TryGetProperty("stream", out JsonElement stream) && stream.ValueKind == JsonValueKind.True
                && !reply.IgnoreStream;
            await (reply.Status != 200 ? FailAsync(context, reply)
                : isStream ? new SimulatedStream(context, reply, TextOf(reply, body)).WriteAsync()
                : WriteWholeAsync(context, reply, TextOf(reply, body)));
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _aborted);
        }
    }

    private static string TextOf(SimulatedReply reply, JsonElement body) => reply.TextFrom?.Invoke(body) ?? reply.Text;

    private static Task FailAsync(HttpContext context, SimulatedReply reply)
    {
        context.Response.StatusCode = reply.Status;
        if (reply.RetryAfter is not null)
        {
            context.Response.Headers.RetryAfter = reply.RetryAfter;
        }

        var error = new { message = "simulated", type = reply.ErrorType, param = reply.ErrorParameter, code = reply.ErrorCode };
        return context.Response.WriteAsJsonAsync(new { error }, context.RequestAborted);
    }

    private static Task WriteWholeAsync(HttpContext context, SimulatedReply reply, string text)
    {
        var message = new { role = "assistant", content = text };
        return context.Response.WriteAsJsonAsync(
            new
            {
                id = "sim",
                @object = "chat.completion",
                created = 1,
                model = "simulated",
                choices = new[] { new { index = 0, message, finish_reason = reply.FinishReason } },
                usage = new { prompt_tokens = 11, completion_tokens = 5, total_tokens = 16 },
            },
            context.RequestAborted);
    }
}
