namespace Footnote.Retrieval.Reranking;

/// <summary>How much variety counts among the chunks returned.</summary>
public sealed class DiversityOptions
{
    /// <summary>
    /// The share of relevance against novelty, 0 to 1; 1 (default) switches the stage off, .7 is usual. Rankings of single facts lose
    /// by it,
    /// answers drawn from several documents gain.
    /// </summary>
    public float Lambda { get; init; } = 1;
}
