using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Footnote.Simulators.Pinecone;

/// <summary>What requests to the simulated service meet, and what arrived.</summary>
public sealed class PineconeFaults
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SimulatedFault>> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<PineconeRequest> _requests = new();

    /// <summary>Every request is answered with 503.</summary>
    public bool IsDown { get; set; }

    /// <summary>How long a write is not shown.</summary>
    public TimeSpan VisibilityDelay { get; set; }

    public IReadOnlyList<PineconeRequest> Requests => [.. _requests];

    /// <summary>The next request to a path meets this instead of an answer.</summary>
    public void Fail(string path, SimulatedFault fault) => _faults.GetOrAdd(path, _ => new()).Enqueue(fault);

    internal void Note(PineconeRequest request) => _requests.Enqueue(request);

    internal async Task MeetAsync(HttpContext context, string key)
    {
        if (context.Request.Headers["Api-Key"] != key)
        {
            throw PineconeRefusal.For(401);
        }

        if (string.IsNullOrEmpty(context.Request.Headers["X-Pinecone-Api-Version"]))
        {
            throw PineconeRefusal.Invalid("X-Pinecone-Api-Version is required.");
        }

        if (IsDown)
        {
            throw PineconeRefusal.For(503);
        }

        if (_faults.TryGetValue(context.Request.Path.Value ?? "", out var queue) && queue.TryDequeue(out SimulatedFault? fault)
            && !fault.IsNone)
        {
            await Task.Delay(fault.Delay, context.RequestAborted);
            if (fault.RetryAfter is not null)
            {
                context.Response.Headers.RetryAfter = fault.RetryAfter;
            }

            if (fault.IsCut)
            {
                context.Abort();
            }

            throw PineconeRefusal.For(fault.Status);
        }
    }
}
