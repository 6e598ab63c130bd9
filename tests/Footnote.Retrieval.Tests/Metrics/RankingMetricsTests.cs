using Footnote.Retrieval.Metrics;

namespace Footnote.Retrieval.Tests.Metrics;

public sealed class RankingMetricsTests
{
    private const double Tolerance = 1e-12;

    // The worked example of graded relevance in the Wikipedia article on discounted cumulative gain:
    // grades 3 2 3 0 1 2 with two more judged documents (3 and 2) that were not returned; nDCG at 6 is .785 with linear gains.
    private static readonly int[] Ranked = [3, 2, 3, 0, 1, 2];
    private static readonly int[] Judged = [3, 2, 3, 0, 1, 2, 3, 2];

    [Fact]
    public void NdcgAt_worked_example_gives_the_published_value()
    {
        Assert.Equal(0.785, RankingMetrics.NdcgAt(Ranked, Judged, 6), 3);
    }

    [Fact]
    public void NdcgAt_worked_example_equals_the_sum_written_out()
    {
        var gain = 3 + (2 / Math.Log2(3)) + (3 / Math.Log2(4)) + (1 / Math.Log2(6)) + (2 / Math.Log2(7));
        var ideal = 3 + (3 / Math.Log2(3)) + (3 / Math.Log2(4)) + (2 / Math.Log2(5)) + (2 / Math.Log2(6)) + (2 / Math.Log2(7));
        Assert.Equal(gain / ideal, RankingMetrics.NdcgAt(Ranked, Judged, 6), Tolerance);
    }

    [Fact]
    public void NdcgAt_negative_grades_count_as_zero()
    {
        Assert.Equal(1.0, RankingMetrics.NdcgAt([2, -1], [2, -1], 10), Tolerance);
    }

    [Fact]
    public void NdcgAt_ideal_is_cut_at_k_too()
    {
        Assert.Equal(1.0, RankingMetrics.NdcgAt([1, 1], [1, 1, 1, 1], 2), Tolerance);
    }

    // Manning, Raghavan and Schuetze, Introduction to Information Retrieval, section 8.4: relevant at ranks 1, 3, 6, 10 of 4 relevant.
    [Fact]
    public void AveragePrecision_of_relevant_ranks_one_three_six_ten_is_the_mean_of_their_precisions()
    {
        int[] grades = [1, 0, 1, 0, 0, 1, 0, 0, 0, 1];
        Assert.Equal(((1.0 / 1) + (2.0 / 3) + (3.0 / 6) + (4.0 / 10)) / 4, RankingMetrics.AveragePrecision(grades, 4), Tolerance);
    }

    [Fact]
    public void AveragePrecision_relevant_documents_not_returned_lower_it()
    {
        Assert.Equal(0.5, RankingMetrics.AveragePrecision([1], 2), Tolerance);
    }

    [Fact]
    public void PrecisionAt_short_ranking_is_divided_by_k()
    {
        Assert.Equal(0.2, RankingMetrics.PrecisionAt([1, 1], 10), Tolerance);
    }

    [Fact]
    public void RecallAt_counts_only_the_first_k()
    {
        Assert.Equal(0.25, RankingMetrics.RecallAt([0, 1, 1], 4, 2), Tolerance);
    }

    [Fact]
    public void ReciprocalRankAt_relevant_beyond_k_gives_zero()
    {
        Assert.Equal(0, RankingMetrics.ReciprocalRankAt([0, 0, 1], 2));
        Assert.Equal(1.0 / 3, RankingMetrics.ReciprocalRankAt([0, 0, 1], 3), Tolerance);
    }

    [Fact]
    public void Metrics_without_relevant_documents_are_zero()
    {
        Assert.Equal(0, RankingMetrics.NdcgAt([0, 0], [0], 10));
        Assert.Equal(0, RankingMetrics.RecallAt([0, 0], 0, 10));
        Assert.Equal(0, RankingMetrics.AveragePrecision([0, 0], 0));
    }

    [Fact]
    public void PrecisionAt_k_below_one_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RankingMetrics.PrecisionAt([1], 0));
    }
}
