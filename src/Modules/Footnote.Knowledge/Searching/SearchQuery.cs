namespace Footnote.Knowledge.Searching;

/// <summary>A question to the documents. <see cref="Limit"/> is 1 to 50, the text 1 to 2,000 characters.</summary>
public sealed record SearchQuery(string Text, int Limit)
{
    public SearchFilters? Filters { get; init; }

    /// <summary>The index must have read the change log this far; the search waits a bounded time for it.</summary>
    public long? MinPosition { get; init; }

    public bool Explain { get; init; }

    /// <summary>Whether a cross-encoder, if there is one, judges with the gate; for answers, not for lists of results.</summary>
    public bool SecondLook { get; init; }
}
