namespace Footnote.Platform.Hosting;

/// <summary>
/// Tells when the server may serve. Background services await <see cref="WhenReadyAsync"/> before their first use of the database.
/// </summary>
public sealed class Readiness
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>What the server is doing while it is not ready.</summary>
    public string CurrentStep { get; private set; } = "starting";

    /// <summary>Completes once; is cancelled by the token only.</summary>
    public Task WhenReadyAsync(CancellationToken ct) => _ready.Task.WaitAsync(ct);

    public void Begin(string step) => CurrentStep = step;

    public void Complete()
    {
        CurrentStep = "ready";
        _ready.TrySetResult();
    }
}
