namespace Footnote.Client.Collections;

/// <summary>A named set of documents.</summary>
public sealed record Collection
{
    /// <summary>Stable id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="CollectionKind"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>Number of documents in it; null when the server does not count them.</summary>
    public int? DocumentCount { get; init; }

    /// <summary>How its documents are cut, and how far a change of that has come.</summary>
    public CollectionChunking? Chunking { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Whether it holds the sample articles that can be removed with one command.</summary>
    public bool IsSample => string.Equals(Kind, CollectionKind.Sample, StringComparison.Ordinal);
}
