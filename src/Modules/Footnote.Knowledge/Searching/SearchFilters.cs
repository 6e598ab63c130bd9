namespace Footnote.Knowledge.Searching;

/// <summary>Which documents are searched; what is null does not filter.</summary>
public sealed record SearchFilters
{
    public string? Category { get; init; }

    /// <summary>A document must carry all of them.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The first day of creation (UTC), inclusive.</summary>
    public DateOnly? DateFrom { get; init; }

    /// <summary>The last day of creation (UTC), inclusive.</summary>
    public DateOnly? DateTo { get; init; }

    /// <summary>A document must be in one of them.</summary>
    public IReadOnlyList<Guid>? CollectionIds { get; init; }
}
