namespace Footnote.Retrieval.Gate;

/// <summary>
/// A fitted logistic regression: p = 1 / (1 + exp(-(bias + sum of weight * (x - mean) / scale))). Immutable. What it was fitted on
/// stands in
/// <see cref="Provenance"/>.
/// </summary>
public sealed record LogisticModel
{
    /// <summary>The names of the inputs, in the order of the other lists.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>What is subtracted from each input.</summary>
    public required IReadOnlyList<double> Means { get; init; }

    /// <summary>What each input is divided by; above zero.</summary>
    public required IReadOnlyList<double> Scales { get; init; }

    /// <summary>The coefficient of each standardised input.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The intercept.</summary>
    public required double Bias { get; init; }

    /// <summary>The probability from which on the answer is yes.</summary>
    public required double Threshold { get; init; }

    /// <summary>Which data and which command gave these numbers, and how well they did on others.</summary>
    public required string Provenance { get; init; }

    /// <summary>The probability for one row of inputs in the order of <see cref="Features"/>.</summary>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public double Probability(ReadOnlySpan<double> row)
    {
        if (row.Length != Weights.Count)
        {
            throw new ArgumentException($"The model has {Weights.Count} inputs, the row {row.Length}.", nameof(row));
        }

        var sum = Bias;
        for (var i = 0; i < row.Length; i++)
        {
            sum += Weights[i] * (row[i] - Means[i]) / Scales[i];
        }

        return 1 / (1 + Math.Exp(-sum));
    }
}
