using Footnote.Retrieval.Metrics;

namespace Footnote.Retrieval.Tests.Metrics;

public sealed class RunEvaluatorTests
{
    [Fact]
    public void InRankOrder_equal_scores_put_the_later_name_first_as_trec_eval_does()
    {
        var order = RunEvaluator.InRankOrder([new("d1", 1), new("d3", 1), new("d2", 2)]);
        Assert.Equal(["d2", "d3", "d1"], order.Select(e => e.DocumentId));
    }

    [Fact]
    public void Evaluate_ranking_with_two_of_three_relevant_gives_the_measures_by_hand()
    {
        var qrels = new Qrels();
        qrels.Add("q", "a", 1);
        qrels.Add("q", "b", 2);
        qrels.Add("q", "c", 1);
        qrels.Add("q", "x", 0);

        var measures = new RunEvaluator(qrels).Evaluate("q", [new("x", 9), new("b", 8), new("unjudged", 7), new("a", 6)]);

        var ideal = 2 + (1 / Math.Log2(3)) + (1 / Math.Log2(4));
        Assert.Equal(((2 / Math.Log2(3)) + (1 / Math.Log2(5))) / ideal, measures.NdcgAt10, 12);
        Assert.Equal(2.0 / 3, measures.RecallAt100, 12);
        Assert.Equal(0.5, measures.MrrAt10, 12);
        Assert.Equal((0.5 + 0.5) / 3, measures.AveragePrecision, 12);
        Assert.Equal(0.2, measures.PrecisionAt10, 12);
    }

    [Fact]
    public void Mean_of_two_queries_is_their_average()
    {
        var mean = RunEvaluator.Mean([new QueryMeasures(1, 1, 1, 1, 1), default]);
        Assert.Equal(0.5, mean.NdcgAt10);
    }

    [Fact]
    public void Mean_of_no_queries_is_zero()
    {
        Assert.Equal(default, RunEvaluator.Mean([]));
    }
}
