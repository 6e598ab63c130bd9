namespace Footnote.Retrieval.Fusion;

/// <summary>How the raw scores of a leg become comparable with those of the other.</summary>
public enum ScoreNormalisation
{
    /// <summary>
    /// (score - lowest) / (highest - lowest) over the leg's hits: 0..1. A leg whose hits all score the same gives each 1.
    /// </summary>
    MinMax = 0,

    /// <summary>
    /// (score - mean) / standard deviation over the leg's hits, shifted so that the leg's lowest hit is 0: a chunk the leg did not return
    /// then counts as much as its weakest hit. A leg whose hits all score the same gives each 1.
    /// </summary>
    ZScore = 1,
}
