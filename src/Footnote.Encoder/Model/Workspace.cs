using Footnote.Encoder.Kernels;

namespace Footnote.Encoder.Model;

/// <summary>All memory one thread needs for a forward pass; kept between passes so that the steady state allocates nothing.</summary>
internal sealed class Workspace : IDisposable
{
    public TokenBatch Batch { get; } = new();

    /// <summary>States of the tokens, [tokens, hidden].</summary>
    public NativeBuffer Hidden { get; } = new();

    /// <summary>Projections of a layer, [tokens, 3 hidden].</summary>
    public NativeBuffer Projected { get; } = new();

    /// <summary>Result of attention, [tokens, hidden].</summary>
    public NativeBuffer Context { get; } = new();

    /// <summary>States after attention, [tokens, hidden].</summary>
    public NativeBuffer Attended { get; } = new();

    /// <summary>Inside of the feed-forward block for one group of rows.</summary>
    public NativeBuffer Intermediate { get; } = new();

    public LinearScratch Linear { get; } = new();

    public AttentionScratch Attention { get; } = new();

    public void Dispose()
    {
        Hidden.Dispose();
        Projected.Dispose();
        Context.Dispose();
        Attended.Dispose();
        Intermediate.Dispose();
        Linear.Dispose();
        Attention.Dispose();
    }
}
