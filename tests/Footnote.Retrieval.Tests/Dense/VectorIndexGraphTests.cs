using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Filtering;

namespace Footnote.Retrieval.Tests.Dense;

public sealed class VectorIndexGraphTests
{
    private const int Dimensions = 48;

    [Theory]
    [InlineData(VectorStorage.Int8, VectorMetric.Cosine, 0.97, 0.99)]
    [InlineData(VectorStorage.Float32, VectorMetric.Cosine, 0.97, 0.99)]
    [InlineData(VectorStorage.Int8, VectorMetric.Dot, 0.88, 0.88)]
    public void Graph_search_keeps_its_recall_floor(VectorStorage storage, VectorMetric metric, double floor, double deepFloor)
    {
        var vectors = TestVectors.Clustered(4000, Dimensions, seed: 11);
        using var index = New(storage, metric);
        Fill(index, vectors, parallelism: 2);
        Assert.InRange(AverageRecall(index, vectors, null, metric, ef: 100), floor, 1);
        Assert.InRange(AverageRecall(index, vectors, null, metric, ef: 400), deepFloor, 1);
    }

    [Fact]
    public void Single_upserts_make_as_good_a_graph_as_one_batch()
    {
        var vectors = TestVectors.Clustered(2000, Dimensions, seed: 12);
        using var index = New();
        for (var id = 0; id < vectors.Length; id++)
        {
            index.Upsert(id, vectors[id]);
        }

        Assert.InRange(AverageRecall(index, vectors, null, ef: 100), 0.97, 1);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.05)]
    [InlineData(0.005)]
    public void Filtered_search_keeps_its_recall_when_the_filter_is_random(double share)
    {
        var vectors = TestVectors.Clustered(4000, Dimensions, seed: 13);
        using var index = New();
        Fill(index, vectors);
        var random = new Random(2);
        var filter = new IdBitmap(vectors.Length);
        for (var id = 0; id < vectors.Length; id++)
        {
            if (random.NextDouble() < share)
            {
                filter.Set(id);
            }
        }

        Assert.InRange(AverageRecall(index, vectors, filter, ef: 80), 0.97, 1);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.05)]
    [InlineData(0.005)]
    public void Filtered_search_keeps_its_recall_when_what_passes_is_far_from_the_query(double share)
    {
        var vectors = TestVectors.Clustered(4000, Dimensions, seed: 14);
        using var index = New();
        Fill(index, vectors);
        var random = new Random(3);
        var total = 0.0;
        for (var trial = 0; trial < 30; trial++)
        {
            var query = TestVectors.Around(random, vectors[random.Next(vectors.Length)], 0.3f);
            var filter = new IdBitmap(vectors.Length);
            var far = Enumerable.Range(0, vectors.Length).OrderBy(id => TestVectors.Cosine(vectors[id], query));
            foreach (var id in far.Take((int)(share * vectors.Length)))
            {
                filter.Set(id);
            }

            var found = index.Search(query, 10, filter, 80);
            Assert.All(found, result => Assert.True(filter.Contains(result.Id)));
            Assert.Equal(Math.Min(10, filter.Count), found.Count);
            total += TestVectors.Recall(TestVectors.BruteForce(Entries(vectors), query, 10, filter), found);
        }

        Assert.InRange(total / 30, 0.97, 1);
    }

    [Fact]
    public void An_empty_filter_finds_nothing()
    {
        var vectors = TestVectors.Clustered(600, Dimensions, seed: 15);
        using var index = New();
        Fill(index, vectors);
        Assert.Empty(index.Search(vectors[0], 10, new IdBitmap(600)));
        Assert.Empty(index.Search(vectors[0], 10, new IdBitmap(0)));
    }

    [Fact]
    public void Scores_are_those_of_the_float_vectors()
    {
        var vectors = TestVectors.Clustered(1000, Dimensions, seed: 16);
        using var index = New();
        Fill(index, vectors);
        foreach (var result in index.Search(vectors[5], 20))
        {
            Assert.Equal(TestVectors.Cosine(vectors[result.Id], vectors[5]), result.Score, 1e-5f);
        }
    }

    [Fact]
    public void The_graph_takes_over_when_the_index_outgrows_the_threshold()
    {
        var vectors = TestVectors.Clustered(1600, Dimensions, seed: 17);
        using var index = New(threshold: 1000);
        for (var id = 0; id < vectors.Length; id++)
        {
            index.Upsert(id, vectors[id]);
            if (id is 500 or 1000 or 1010 or 1599)
            {
                var found = index.Search(vectors[id], 10, ef: 100);
                Assert.Equal(id, found[0].Id);
                Assert.InRange(TestVectors.Recall(TestVectors.BruteForce(Entries(vectors[..(id + 1)]), vectors[id], 10), found), 0.9, 1);
            }
        }

        Assert.InRange(AverageRecall(index, vectors, null, ef: 100), 0.97, 1);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(150)]
    [InlineData(400)]
    public void Deletes_of_whole_neighbourhoods_leave_the_rest_findable(int deleted)
    {
        var vectors = TestVectors.Clustered(3000, Dimensions, seed: 18);
        using var index = New();
        Fill(index, vectors);
        var query = vectors[0];
        var nearest = TestVectors.BruteForce(Entries(vectors), query, deleted).Select(result => result.Id).ToHashSet();
        Assert.All(nearest, id => Assert.True(index.Delete(id)));
        var left = Entries(vectors).Where(entry => !nearest.Contains(entry.Key)).ToList();
        Assert.Equal(left.Count, index.Count);
        var found = index.Search(query, 10, ef: 100);
        Assert.Equal(10, found.Count);
        Assert.InRange(TestVectors.Recall(TestVectors.BruteForce(left, query, 10), found), 0.9, 1);
        Assert.DoesNotContain(found, result => nearest.Contains(result.Id));
    }

    [Fact]
    public void Memory_and_recall_hold_when_every_vector_is_replaced_again_and_again()
    {
        const int Count = 1000;
        var vectors = TestVectors.Clustered(Count, Dimensions, seed: 19);
        using var index = New();
        Fill(index, vectors);
        var bytes = index.MemoryBytes;
        var random = new Random(8);
        for (var round = 0; round < 4 * Count; round++)
        {
            var id = random.Next(Count);
            vectors[id] = TestVectors.Around(random, vectors[random.Next(Count)], 0.5f);
            index.Upsert(id, vectors[id]);
        }

        Assert.Equal(Count, index.Count);
        Assert.InRange(AverageRecall(index, vectors, null, ef: 100), 0.96, 1);
        Assert.InRange(index.MemoryBytes, 1, bytes * 2);
    }

    [Fact]
    public void Replacing_vectors_at_the_threshold_begins_no_graph()
    {
        var vectors = TestVectors.Clustered(120, Dimensions, seed: 22);
        using var index = New(threshold: 60);
        Fill(index, vectors[..60]);
        var bytes = index.MemoryBytes;
        Fill(index, vectors[60..]);
        index.Upsert(7, vectors[0]);
        Assert.Equal(60, index.Count);
        Assert.InRange(index.MemoryBytes, bytes, bytes + (bytes * 6 / 5));
        index.Upsert(60, vectors[1]);
        Assert.Equal(61, index.Count);
        Assert.Equal(60, index.Search(vectors[1], 2, ef: 61).Single(result => result.Id == 60).Id);
    }

    [Fact]
    public void An_index_that_was_emptied_can_be_filled_again()
    {
        var vectors = TestVectors.Clustered(800, Dimensions, seed: 20);
        using var index = New();
        for (var round = 0; round < 3; round++)
        {
            Fill(index, vectors);
            Assert.InRange(AverageRecall(index, vectors, null, ef: 100), 0.97, 1);
            for (var id = 0; id < vectors.Length; id++)
            {
                Assert.True(index.Delete(id));
            }

            Assert.Empty(index.Search(vectors[0], 10));
        }
    }

    [Fact]
    public void Equal_vectors_are_all_found()
    {
        using var index = New();
        var vector = TestVectors.Gaussian(new Random(1), Dimensions);
        for (var id = 0; id < 300; id++)
        {
            index.Upsert(id, vector);
        }

        Assert.Equal(50, index.Search(vector, 50, ef: 64).Select(result => result.Id).Distinct().Count());
    }

    [Fact]
    public void A_batch_that_names_an_id_twice_keeps_the_last_vector()
    {
        using var index = New();
        index.UpsertMany([4, 4], [.. Unit(0), .. Unit(1)]);
        index.UpsertMany([4, 9], [.. Unit(2), .. Unit(3)]);
        Assert.Equal(2, index.Count);
        Assert.Equal(new ScoredId(4, 1), index.Search(Unit(2), 5)[0]);
        Assert.Equal(2, index.Search(Unit(2), 5).Count);
    }

    [Fact]
    public void A_bad_batch_is_refused_whole()
    {
        using var index = New();
        Assert.Throws<ArgumentException>(() => index.UpsertMany([1, 2], Unit(0)));
        Assert.Throws<ArgumentException>(() => index.UpsertMany([1, 2], [.. Unit(0), .. Enumerable.Repeat(float.NaN, Dimensions)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.UpsertMany([1, -2], [.. Unit(0), .. Unit(1)]));
        Assert.Equal(0, index.Count);
    }

    [Fact]
    public void Graph_search_into_a_span_allocates_nothing()
    {
        var vectors = TestVectors.Clustered(1500, Dimensions, seed: 21);
        using var index = New();
        Fill(index, vectors);
        var filter = new IdBitmap(1500);
        for (var id = 0; id < 1500; id += 2)
        {
            filter.Set(id);
        }

        var results = new ScoredId[10];
        for (var warm = 0; warm < 1500; warm++)
        {
            index.Search(vectors[warm], results);
            index.Search(vectors[warm], results, filter, 10);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 300; i++)
        {
            index.Search(vectors[i], results);
            index.Search(vectors[i], results, filter, 10);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    internal static VectorIndex New(
        VectorStorage storage = VectorStorage.Int8,
        VectorMetric metric = VectorMetric.Cosine,
        int threshold = 0,
        string? file = null) =>
        new(new VectorIndexOptions
        {
            Dimensions = Dimensions,
            Storage = storage,
            Metric = metric,
            ExactThreshold = threshold,
            EfConstruction = 100,
            VectorFile = file,
        });

    internal static void Fill(VectorIndex index, float[][] vectors, int parallelism = 1) =>
        index.UpsertMany([.. Enumerable.Range(0, vectors.Length)], [.. vectors.SelectMany(vector => vector)], parallelism);

    internal static double AverageRecall(
        VectorIndex index,
        float[][] vectors,
        IdBitmap? filter,
        VectorMetric metric = VectorMetric.Cosine,
        int ef = 64)
    {
        const int Trials = 60;
        var random = new Random(77);
        var total = 0.0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var query = TestVectors.Around(random, vectors[random.Next(vectors.Length)], 0.3f);
            var found = index.Search(query, 10, filter, ef);
            Assert.All(found, result => Assert.True(filter is null || filter.Contains(result.Id)));
            total += TestVectors.Recall(TestVectors.BruteForce(Entries(vectors), query, 10, filter, metric == VectorMetric.Cosine), found);
        }

        return total / Trials;
    }

    private static float[] Unit(int axis)
    {
        var vector = new float[Dimensions];
        vector[axis] = 1;
        return vector;
    }

    private static IEnumerable<KeyValuePair<int, float[]>> Entries(float[][] vectors) =>
        vectors.Select((vector, id) => KeyValuePair.Create(id, vector));
}
