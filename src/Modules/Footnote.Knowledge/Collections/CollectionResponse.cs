namespace Footnote.Knowledge.Collections;

/// <summary>A collection on the wire; also the row it is read from.</summary>
internal sealed record CollectionResponse
{
    public Guid Id { get; init; }

    public string Name { get; init; } = string.Empty;

    /// <summary>standard or sample.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>How many of its documents the caller may read.</summary>
    public int DocumentCount { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
