namespace Footnote.Client.Collections;

/// <summary>An edit of a collection; members that are null stay as they are.</summary>
public sealed record CollectionChange
{
    /// <summary>A new name.</summary>
    public string? Name { get; init; }

    /// <summary>How its documents are to be cut; they are cut anew in the background.</summary>
    public ChunkingChange? Chunking { get; init; }
}
