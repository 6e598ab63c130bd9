namespace Footnote.Retrieval.Gate;

/// <summary>
/// The inputs of the second look: the first judgement, what a cross-encoder made of the same chunks, and what it cannot know.
/// </summary>
public static class SecondLookFeatures
{
    /// <summary>The first judgement counts as at most this certain, as a logit, so that it can be overruled.</summary>
    private const double MostCertain = 3;

    /// <summary>The names, in the order of the rows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["first_logit", "cross_best", "unknown_specific"];

    /// <summary>Computes the row.</summary>
    /// <param name="probability">The probability of the first look, 0 to 1.</param>
    /// <param name="unknownShare">"unknown_specific" of the first look: a cross-encoder overlooks a name that no document has.</param>
    /// <param name="scores">The cross-encoder's raw scores in any order; at least one.</param>
    /// <exception cref="ArgumentException">There is no score.</exception>
    public static double[] Read(double probability, double unknownShare, IReadOnlyList<float> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Count == 0)
        {
            throw new ArgumentException("There must be a score.", nameof(scores));
        }

        var logit = Math.Log(Math.Max(probability, double.Epsilon) / Math.Max(1 - probability, double.Epsilon));
        return [Math.Clamp(logit, -MostCertain, MostCertain), scores.Max(), unknownShare];
    }
}
