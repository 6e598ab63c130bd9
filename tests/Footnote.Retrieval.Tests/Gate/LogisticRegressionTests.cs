using Footnote.Retrieval.Gate;

namespace Footnote.Retrieval.Tests.Gate;

public sealed class LogisticRegressionTests
{
    // Hours studied and exam passed: the worked example of the Wikipedia article on logistic regression, intercept -4.1, slope 1.5.
    private static readonly double[] Hours =
        [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5];

    private static readonly int[] Passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];

    [Fact]
    public void Fit_published_example_gives_the_published_coefficients()
    {
        var model = Fit(penalty: 0);
        var slope = model.Weights[0] / model.Scales[0];
        Assert.Equal(1.5046, slope, 3);
        Assert.Equal(-4.0777, model.Bias - (slope * model.Means[0]), 3);
    }

    [Fact]
    public void Probability_published_example_gives_the_published_probability()
    {
        Assert.Equal(0.61, Fit(penalty: 0).Probability([3]), 2);
    }

    [Fact]
    public void Fit_penalty_shrinks_the_weight()
    {
        Assert.True(Fit(penalty: 10).Weights[0] < Fit(penalty: 0).Weights[0]);
    }

    [Fact]
    public void Fit_separable_data_with_penalty_ends_with_finite_weights()
    {
        var model = LogisticRegression.Fit(["x"], [[0], [1], [2], [3]], [false, false, true, true], penalty: 0.1);
        Assert.True(double.IsFinite(model.Weights[0]) && model.Weights[0] > 0);
    }

    [Fact]
    public void Fit_example_that_counts_twice_is_as_good_as_two()
    {
        var twice = LogisticRegression.Fit(["x"], [[0], [1], [2], [2]], [false, true, false, false]);
        var weighted = LogisticRegression.Fit(["x"], [[0], [1], [2]], [false, true, false], [1, 1, 2]);
        Assert.Equal(twice.Probability([1.5]), weighted.Probability([1.5]), 2);
    }

    [Fact]
    public void Fit_constant_input_gets_no_weight()
    {
        var model = LogisticRegression.Fit(["x", "constant"], [[0, 5], [1, 5], [2, 5], [3, 5]], [false, true, false, true]);
        Assert.Equal(0, model.Weights[1], 9);
    }

    [Fact]
    public void Fit_rows_of_another_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(["x"], [[1, 2]], [true]));
    }

    [Fact]
    public void Probability_row_of_another_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Fit(penalty: 1).Probability([1, 2]));
    }

    private static LogisticModel Fit(double penalty) =>
        LogisticRegression.Fit(["hours"], [.. Hours.Select(h => new[] { h })], [.. Passed.Select(p => p == 1)], penalty: penalty);
}
