namespace Footnote.Client.Searching;

/// <summary>What to look for.</summary>
/// <param name="Query">The text searched for.</param>
public sealed record SearchRequest(string Query)
{
    /// <summary>Number of passages wanted, 1 to 50; null for 10.</summary>
    public int? Limit { get; init; }

    /// <summary>Which documents to look at; null for all the caller may read.</summary>
    public SearchFilters? Filters { get; init; }

    /// <summary>Waits until the index has read the change log up to here.</summary>
    public long? MinPosition { get; init; }

    /// <summary>Adds to each result how its score came about.</summary>
    public bool? Explain { get; init; }
}
