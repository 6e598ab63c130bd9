namespace Footnote.Retrieval.Reranking;

/// <summary>What each feature adds to the fused score; 0 for all switches the stage off.</summary>
public sealed class RelevanceOptions
{
    /// <summary>Added for full coverage of the query's idf.</summary>
    public float Coverage { get; init; }

    /// <summary>Added when all neighbouring terms of the query stand side by side.</summary>
    public float Bigrams { get; init; }

    /// <summary>Added for the tightest window.</summary>
    public float Proximity { get; init; }

    /// <summary>Added when all of the query's idf occurs in title and headings.</summary>
    public float Title { get; init; }

    internal bool IsOn => Coverage != 0 || Bigrams != 0 || Proximity != 0 || Title != 0;
}
