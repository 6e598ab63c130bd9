namespace Footnote.Retrieval.Fusion;

/// <summary>How much each leg counts. Non-negative; only their ratio matters, they need not sum to one.</summary>
/// <param name="Lexical">Weight of the lexical leg.</param>
/// <param name="Dense">Weight of the dense leg.</param>
public readonly record struct FusionWeights(float Lexical, float Dense)
{
    /// <summary>.4 lexical and .6 dense: the best fixed pair on the development sets.</summary>
    public static FusionWeights Default => new(0.4f, 0.6f);

    /// <summary>The same ratio with a sum of one.</summary>
    /// <exception cref="InvalidOperationException">A weight is negative or not finite, or both are zero.</exception>
    public FusionWeights Normalised()
    {
        var sum = Lexical + Dense;
        if (!(Lexical >= 0 && Dense >= 0 && sum > 0 && float.IsFinite(sum)))
        {
            throw new InvalidOperationException($"Fusion weights must be non-negative and not both zero: {this}.");
        }

        return new FusionWeights(Lexical / sum, Dense / sum);
    }
}
