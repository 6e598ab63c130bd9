namespace Footnote.Client.Searching;

/// <summary>Restricts a search or a question to some documents. Members that are set must all hold.</summary>
public sealed record SearchFilters
{
    /// <summary>Exact category.</summary>
    public string? Category { get; init; }

    /// <summary>The document carries all of these tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Uploaded on this day or later (UTC).</summary>
    public DateOnly? DateFrom { get; init; }

    /// <summary>Uploaded on this day or earlier (UTC).</summary>
    public DateOnly? DateTo { get; init; }

    /// <summary>The document is in one of these collections.</summary>
    public IReadOnlyList<Guid>? CollectionIds { get; init; }
}
