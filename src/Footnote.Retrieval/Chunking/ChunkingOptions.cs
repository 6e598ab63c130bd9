namespace Footnote.Retrieval.Chunking;

/// <summary>Sizes of chunks, in tokens of the counter that the chunker is given (normally the encoder's).</summary>
public sealed class ChunkingOptions
{
    /// <summary>What guides the cuts; default <see cref="ChunkingStrategy.Structure"/>.</summary>
    public ChunkingStrategy Strategy { get; init; } = ChunkingStrategy.Structure;

    /// <summary>
    /// No chunk is larger; 16 to 8192, default 256. Half of what the default encoder reads, so that title and headings fit beside the text,
    /// and small enough that one vector stands for one topic.
    /// </summary>
    public int TargetTokens { get; init; } = 256;

    /// <summary>
    /// At most this much of a chunk's end, in whole sentences, begins the next one when a section had to be cut; 0 to half of
    /// <see cref="TargetTokens"/>, default 32. Sections never overlap.
    /// </summary>
    public int OverlapTokens { get; init; } = 32;

    /// <summary>
    /// A section smaller than this is joined with the next instead of becoming a chunk of its own; 0 to <see cref="TargetTokens"/>,
    /// default 48. 0 keeps every section apart.
    /// </summary>
    public int MinimumTokens { get; init; } = 48;

    internal string? Fault() => this switch
    {
        _ when !Enum.IsDefined(Strategy) => $"{nameof(Strategy)} is not known: {Strategy}.",
        { TargetTokens: < 16 or > 8192 } => $"{nameof(TargetTokens)} must be 16 to 8192, not {TargetTokens}.",
        _ when OverlapTokens < 0 || OverlapTokens > TargetTokens / 2 =>
            $"{nameof(OverlapTokens)} must be 0 to half of {nameof(TargetTokens)}, not {OverlapTokens}.",
        _ when MinimumTokens < 0 || MinimumTokens > TargetTokens =>
            $"{nameof(MinimumTokens)} must be 0 to {nameof(TargetTokens)}, not {MinimumTokens}.",
        _ => null,
    };
}
