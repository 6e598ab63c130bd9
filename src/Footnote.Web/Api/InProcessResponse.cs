using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Footnote.Web.Api;

/// <summary>Status and headers of a buffered response. It counts as not started until the pipeline has ended.</summary>
internal sealed class InProcessResponse : IHttpResponseFeature
{
    private readonly Stack<(Func<object, Task> Callback, object State)> _starting = new();
    private readonly Stack<(Func<object, Task> Callback, object State)> _completed = new();

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    public Stream Body { get; set; } = Stream.Null;

    public bool HasStarted { get; private set; }

    public void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

    public async Task StartAsync()
    {
        await RunAsync(_starting);
        HasStarted = true;
    }

    public Task CompleteAsync() => RunAsync(_completed);

    private static async Task RunAsync(Stack<(Func<object, Task> Callback, object State)> callbacks)
    {
        while (callbacks.TryPop(out var entry))
        {
            await entry.Callback(entry.State);
        }
    }
}
