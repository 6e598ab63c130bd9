namespace Footnote.Encoder.Kernels;

/// <summary>Memory that attention needs for a moment: one per thread that computes.</summary>
internal sealed class AttentionScratch : IDisposable
{
    public NativeBuffer Keys { get; } = new();

    public NativeBuffer Values { get; } = new();

    public NativeBuffer Scores { get; } = new();

    public NativeBuffer Result { get; } = new();

    public NativeBuffer Zeros { get; } = new();

    public void Dispose()
    {
        Keys.Dispose();
        Values.Dispose();
        Scores.Dispose();
        Result.Dispose();
        Zeros.Dispose();
    }
}
