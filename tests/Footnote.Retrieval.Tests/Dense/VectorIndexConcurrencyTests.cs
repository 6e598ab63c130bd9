using Footnote.Retrieval.Dense;

namespace Footnote.Retrieval.Tests.Dense;

public sealed class VectorIndexConcurrencyTests
{
    private const int Dimensions = 32;
    private const int Stable = 400;
    private const int Changing = 500;

    /// <summary>
    /// A walk that meets a node while its links are written anew may pass by: once, or in one search of a thousand. At rest nothing is
    /// missed.
    /// </summary>
    [Theory]
    [InlineData(0, 0.001)]
    [InlineData(int.MaxValue, 0)]
    public async Task Searches_during_writes_return_only_true_vectors_and_keep_finding_the_untouched(int threshold, double missable)
    {
        var cancel = TestContext.Current.CancellationToken;
        var vectors = TestVectors.Clustered(Stable + Changing, Dimensions, seed: 31);
        var alternatives = TestVectors.Clustered(Stable + Changing, Dimensions, seed: 32);
        var options = new VectorIndexOptions { Dimensions = Dimensions, ExactThreshold = threshold, EfConstruction = 60 };
        using var index = new VectorIndex(options);
        for (var id = 0; id < Stable; id++)
        {
            index.Upsert(id, vectors[id]);
        }

        using var done = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 2).Select(seed => Task.Run(() => Write(index, vectors, alternatives, seed), cancel)).ToArray();
        var readers = Enumerable.Range(0, 2)
            .Select(seed => Task.Run(() => Read(index, vectors, alternatives, seed, done.Token), cancel))
            .ToArray();
        await Task.WhenAll(writers);
        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), missed => Assert.InRange(missed, 0, missable));
        Assert.All(Enumerable.Range(0, Stable), id => Assert.True(index.Contains(id)));
    }

    [Fact]
    public async Task Dispose_during_searches_waits_for_them_and_later_ones_are_refused()
    {
        var vectors = TestVectors.Clustered(500, Dimensions, seed: 33);
        var index = new VectorIndex(new VectorIndexOptions { Dimensions = Dimensions, ExactThreshold = 0, EfConstruction = 40 });
        index.UpsertMany([.. Enumerable.Range(0, 500)], [.. vectors.SelectMany(vector => vector)]);
        using var started = new CountdownEvent(3);
        var readers = Enumerable.Range(0, 3).Select(seed => Task.Run(
            () =>
            {
                var searches = 0;
                try
                {
                    while (true)
                    {
                        var found = index.Search(vectors[searches % 500], 3, ef: 60);
                        Assert.Equal(3, found.Count);
                        searches++;
                        if (searches == 1)
                        {
                            started.Signal();
                        }
                    }
                }
                catch (ObjectDisposedException)
                {
                    return searches;
                }
            },
            TestContext.Current.CancellationToken)).ToArray();
        started.Wait(TestContext.Current.CancellationToken);
        index.Dispose();
        Assert.All(await Task.WhenAll(readers), searches => Assert.True(searches > 0));
    }

    private static void Write(VectorIndex index, float[][] vectors, float[][] alternatives, int seed)
    {
        var random = new Random(seed);
        for (var step = 0; step < 1500; step++)
        {
            var id = Stable + random.Next(Changing);
            TestVectors.ChangeOne(index, id, vectors, alternatives, random);
        }
    }

    private static double Read(VectorIndex index, float[][] vectors, float[][] alternatives, int seed, CancellationToken stop)
    {
        var random = new Random(seed + 100);
        var searches = 0;
        var missed = 0;
        do
        {
            var wanted = random.Next(Stable);
            var found = index.Search(vectors[wanted], 10, ef: 100);
            searches++;
            missed += found[0].Id == wanted ? 0 : 1;
            Assert.Equal(found.Count, found.Select(result => result.Id).Distinct().Count());
            foreach (var result in found)
            {
                var first = TestVectors.Cosine(vectors[result.Id], vectors[wanted]);
                var second = TestVectors.Cosine(alternatives[result.Id], vectors[wanted]);
                Assert.True(
                    Math.Abs(result.Score - first) < 1e-4f || (result.Id >= Stable && Math.Abs(result.Score - second) < 1e-4f),
                    $"id {result.Id} has score {result.Score}, which neither of its vectors has ({first}, {second})");
            }
        }
        while (!stop.IsCancellationRequested);
        return missed <= 1 ? 0 : missed / (double)searches;
    }
}
