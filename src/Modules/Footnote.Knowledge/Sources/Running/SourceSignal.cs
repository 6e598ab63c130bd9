namespace Footnote.Knowledge.Sources.Running;

/// <summary>Wakes the workers of this process when somebody asks for a run.</summary>
internal sealed class SourceSignal
{
    private volatile TaskCompletionSource _next = New();

    public void Wake() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var next = _next.Task;
        await Task.WhenAny(next, Task.Delay(atMost, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
