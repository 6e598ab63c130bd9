namespace Footnote.Knowledge.Collections;

/// <summary>A collection on the wire.</summary>
internal sealed record CollectionResponse
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>standard or sample.</summary>
    public required string Kind { get; init; }

    /// <summary>How many of its documents the caller may read.</summary>
    public required int DocumentCount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required CollectionChunking Chunking { get; init; }
}
