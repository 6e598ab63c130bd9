using Footnote.Retrieval.Fusion;

namespace Footnote.Retrieval.Tests.Fusion;

public sealed class FusionTests
{
    private static readonly ScoredId[] Lexical = [new(1, 10), new(2, 6), new(3, 2)];
    private static readonly ScoredId[] Dense = [new(3, 0.9f), new(4, 0.8f), new(1, 0.7f)];

    [Fact]
    public void ReciprocalRankFusion_equal_weights_sum_one_over_sixty_plus_rank()
    {
        var fused = new ReciprocalRankFusion().Fuse(Lexical, Dense, new FusionWeights(1, 1));

        Assert.Equal([3, 1, 4, 2], fused.Select(f => f.Id));
        Assert.Equal((0.5f / 61) + (0.5f / 63), fused[0].Score, 6);
        Assert.Equal(0.5f / 62, fused[2].Score, 6);
    }

    [Fact]
    public void WeightedScoreFusion_min_max_gives_missing_legs_zero()
    {
        var fused = new WeightedScoreFusion().Fuse(Lexical, Dense, FusionWeights.Default);

        // 3: .4*0 + .6*1; 1: .4*1 + .6*0; 4: .6*.5; 2: .4*.5
        Assert.Equal([3, 1, 4, 2], fused.Select(f => f.Id));
        Assert.Equal([0.6f, 0.4f, 0.3f, 0.2f], fused.Select(f => MathF.Round(f.Score, 5)));
    }

    [Fact]
    public void WeightedScoreFusion_z_score_scales_by_the_standard_deviation_above_the_lowest_hit()
    {
        var fused = new WeightedScoreFusion(ScoreNormalisation.ZScore).Fuse(Lexical, [], new FusionWeights(1, 0));

        var deviation = MathF.Sqrt(32f / 3);
        Assert.Equal(8 / deviation, fused[0].Score, 5);
        Assert.Equal(0, fused[2].Score, 5);
    }

    [Fact]
    public void WeightedScoreFusion_hits_beyond_the_depth_take_no_part()
    {
        var fused = new WeightedScoreFusion(depth: 2).Fuse(Lexical, [], FusionWeights.Default);
        Assert.Equal([1, 2], fused.Select(f => f.Id));
        Assert.Equal(0, fused[1].Score);
    }

    [Fact]
    public void WeightedScoreFusion_single_hit_counts_in_full()
    {
        var fused = new WeightedScoreFusion().Fuse([new ScoredId(7, 3.5f)], [], FusionWeights.Default);
        Assert.Equal(0.4f, Assert.Single(fused).Score, 6);
    }

    [Fact]
    public void Fuse_keeps_the_rank_and_raw_score_of_each_leg()
    {
        var first = new WeightedScoreFusion().Fuse(Lexical, Dense, FusionWeights.Default)[0];
        Assert.Equal(new LegScore(3, 2), first.Lexical);
        Assert.Equal(new LegScore(1, 0.9f), first.Dense);
    }

    [Fact]
    public void Fuse_nothing_gives_nothing()
    {
        Assert.Empty(new WeightedScoreFusion().Fuse([], [], FusionWeights.Default));
        Assert.Empty(new ReciprocalRankFusion().Fuse([], [], FusionWeights.Default));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 2)]
    [InlineData(float.NaN, 1)]
    public void Normalised_senseless_weights_are_refused(float lexical, float dense)
    {
        Assert.Throws<InvalidOperationException>(() => new FusionWeights(lexical, dense).Normalised());
    }
}
