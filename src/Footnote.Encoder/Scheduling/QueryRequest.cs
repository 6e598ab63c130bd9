namespace Footnote.Encoder.Scheduling;

/// <summary>A query that waits for its embedding.</summary>
internal sealed record QueryRequest(string Text, CancellationToken CancellationToken)
{
    public TaskCompletionSource<float[]> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
