namespace Footnote.Retrieval.Reranking;

/// <summary>
/// What each feature adds to the fused score, which is 0 to 1; 0 for all switches the stage off. The defaults are what the evaluation
/// favours.
/// </summary>
public sealed class RelevanceOptions
{
    /// <summary>Added for full coverage of the query's idf; default 0.</summary>
    public float Coverage { get; init; }

    /// <summary>Added when all neighbouring terms of the query stand side by side; default 0.15.</summary>
    public float Bigrams { get; init; } = 0.15f;

    /// <summary>Added for the tightest window; default 0.</summary>
    public float Proximity { get; init; }

    /// <summary>Added when all of the query's idf occurs in title and headings; default 0.</summary>
    public float Title { get; init; }

    internal bool IsOn => Coverage != 0 || Bigrams != 0 || Proximity != 0 || Title != 0;
}
