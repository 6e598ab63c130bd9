namespace Footnote.Retrieval.Gate;

/// <summary>
/// Fits <see cref="LogisticModel"/>s: maximum likelihood with an L2 penalty, by Newton's method (Hastie, Tibshirani, Friedman, 4.4.1).
/// </summary>
public static class LogisticRegression
{
    private const int MostSteps = 50;
    private const double Converged = 1e-9;

    /// <summary>
    /// Fits on standardised inputs. Deterministic; O(steps * rows * inputs^2). The threshold of the result is .5 and its provenance empty.
    /// </summary>
    /// <param name="features">Names of the inputs.</param>
    /// <param name="rows">One row of inputs per example.</param>
    /// <param name="labels">Whether each example is positive.</param>
    /// <param name="weights">How much each example counts, above zero; null counts each once.</param>
    /// <param name="penalty">
    /// Strength of the L2 penalty on the weights (not the intercept); not negative, and above zero for separable data.
    /// </param>
    /// <exception cref="ArgumentException">No rows, or lengths that differ.</exception>
    public static LogisticModel Fit(
        IReadOnlyList<string> features,
        IReadOnlyList<double[]> rows,
        IReadOnlyList<bool> labels,
        IReadOnlyList<double>? weights = null,
        double penalty = 1)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        weights ??= [.. rows.Select(_ => 1.0)];
        if (rows.Count == 0 || rows.Count != labels.Count || rows.Count != weights.Count || rows.Any(row => row.Length != features.Count))
        {
            const string Rule = "There must be rows, a label and a weight for each, and every row must have one value per feature.";
            throw new ArgumentException(Rule, nameof(rows));
        }

        var (means, scales) = Moments(rows, features.Count);
        var standardised = rows.Select(row => Standardise(row, means, scales)).ToArray();
        var coefficients = Newton(standardised, labels, weights, penalty);
        return new LogisticModel
        {
            Features = features,
            Means = means,
            Scales = scales,
            Weights = coefficients[1..],
            Bias = coefficients[0],
            Threshold = 0.5,
            Provenance = "",
        };
    }

    private static (double[] Means, double[] Scales) Moments(IReadOnlyList<double[]> rows, int width)
    {
        var means = new double[width];
        var scales = new double[width];
        for (var j = 0; j < width; j++)
        {
            var mean = rows.Average(row => row[j]);
            var deviation = Math.Sqrt(rows.Average(row => (row[j] - mean) * (row[j] - mean)));
            (means[j], scales[j]) = (mean, deviation > 1e-9 ? deviation : 1);
        }

        return (means, scales);
    }

    private static double[] Standardise(double[] row, double[] means, double[] scales)
    {
        // element 0 is the intercept's constant input
        var x = new double[row.Length + 1];
        x[0] = 1;
        for (var j = 0; j < row.Length; j++)
        {
            x[j + 1] = (row[j] - means[j]) / scales[j];
        }

        return x;
    }

    private static double[] Newton(double[][] rows, IReadOnlyList<bool> labels, IReadOnlyList<double> counts, double penalty)
    {
        var width = rows[0].Length;
        var weights = new double[width];
        for (var step = 0; step < MostSteps; step++)
        {
            var gradient = new double[width];
            var hessian = new double[width, width];
            for (var i = 0; i < rows.Length; i++)
            {
                Accumulate(rows[i], (labels[i] ? 1 : 0, counts[i]), weights, gradient, hessian);
            }

            for (var j = 0; j < width; j++)
            {
                var strength = j == 0 ? 1e-9 : penalty;
                gradient[j] -= strength * weights[j];
                hessian[j, j] += strength + 1e-9;
            }

            var change = LinearSystem.Solve(hessian, gradient);
            for (var j = 0; j < width; j++)
            {
                weights[j] += change[j];
            }

            if (change.Max(Math.Abs) < Converged)
            {
                break;
            }
        }

        return weights;
    }

    private static void Accumulate(double[] x, (double Label, double Count) example, double[] weights, double[] gradient, double[,] hessian)
    {
        var sum = 0.0;
        for (var j = 0; j < x.Length; j++)
        {
            sum += x[j] * weights[j];
        }

        var p = 1 / (1 + Math.Exp(-sum));
        for (var j = 0; j < x.Length; j++)
        {
            gradient[j] += example.Count * (example.Label - p) * x[j];
            for (var k = 0; k < x.Length; k++)
            {
                hessian[j, k] += example.Count * p * (1 - p) * x[j] * x[k];
            }
        }
    }
}
