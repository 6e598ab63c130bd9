namespace Footnote.Knowledge.Vectors;

/// <summary>An index outside did not do what it was asked; the message is for the operator and names no secret.</summary>
internal sealed class VectorIndexException(VectorIndexFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public VectorIndexFault Fault { get; } = fault;

    /// <summary>Whether the same request may succeed soon.</summary>
    public bool IsTransient => Fault is VectorIndexFault.Unavailable or VectorIndexFault.Throttled;

    /// <summary>What the service asks to wait, if it says so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
