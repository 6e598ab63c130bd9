using Footnote.Retrieval.Fusion;

namespace Footnote.Retrieval.Tests.Fusion;

public sealed class FusionAllocationTests
{
    [Fact]
    public void Fuse_allocates_its_result_and_nothing_else()
    {
        var lexical = Enumerable.Range(0, 100).Select(i => new ScoredId(i, 100 - i)).ToArray();
        var dense = Enumerable.Range(50, 100).Select(i => new ScoredId(i, 1f / i)).ToArray();
        var before = 0L;
        IFusion[] fusions = [new WeightedScoreFusion(), new WeightedScoreFusion(ScoreNormalisation.ZScore), new ReciprocalRankFusion()];
        foreach (var fusion in fusions)
        {
            var results = new IReadOnlyList<FusedId>[3];
            var bytes = long.MaxValue;
            for (var run = 0; run < 60; run++)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
                results[0] = fusion.Fuse(lexical, dense, FusionWeights.Default);
                bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            // the array, and an object for each of the 150 chunks
            Assert.Equal(150, results[0].Count);
            Assert.Equal(24 + (150 * (8 + ObjectBytes())), bytes);
        }
    }

    private static long ObjectBytes()
    {
        var one = new FusedId(1, 2, null, null);
        var least = long.MaxValue;
        for (var run = 0; run < 60; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var copy = one with { Id = run };
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            GC.KeepAlive(copy);
        }

        return least;
    }
}
