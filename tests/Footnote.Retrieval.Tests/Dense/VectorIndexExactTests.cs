using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Filtering;

namespace Footnote.Retrieval.Tests.Dense;

public sealed class VectorIndexExactTests
{
    public static TheoryData<int, VectorMetric, VectorStorage> Shapes => new()
    {
        { 1, VectorMetric.Cosine, VectorStorage.Int8 },
        { 7, VectorMetric.Dot, VectorStorage.Int8 },
        { 64, VectorMetric.Cosine, VectorStorage.Float32 },
        { 100, VectorMetric.Dot, VectorStorage.Float32 },
        { 384, VectorMetric.Cosine, VectorStorage.Int8 },
        { 384, VectorMetric.Dot, VectorStorage.Int8 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Search_below_the_threshold_equals_brute_force(int dimensions, VectorMetric metric, VectorStorage storage)
    {
        var vectors = TestVectors.Clustered(700, dimensions, seed: dimensions);
        using var index = New(dimensions, metric, storage);
        for (var id = 0; id < vectors.Length; id++)
        {
            index.Upsert(id, vectors[id]);
        }

        var random = new Random(5);
        for (var trial = 0; trial < 20; trial++)
        {
            var query = TestVectors.Around(random, vectors[random.Next(vectors.Length)], 0.3f);
            var limit = random.Next(1, 30);
            var filter = trial % 3 == 0 ? null : RandomFilter(random, vectors.Length, trial % 3 == 1 ? 0.6 : 0.05);
            var expected = TestVectors.BruteForce(Entries(vectors), query, limit, filter, metric == VectorMetric.Cosine);
            TestVectors.AssertExact(expected, index.Search(query, limit, filter));
        }
    }

    [Fact]
    public void Search_of_an_empty_index_finds_nothing()
    {
        using var index = New(8);
        Assert.Empty(index.Search(new float[8], 10));
        Assert.Equal(0, index.Count);
        Assert.False(index.Delete(3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void Equal_scores_come_in_the_order_of_the_ids(int exactThreshold)
    {
        using var index = new VectorIndex(new VectorIndexOptions { Dimensions = 4, ExactThreshold = exactThreshold });
        foreach (var id in (int[])[7, 3, 9, 1, 5])
        {
            index.Upsert(id, id == 9 ? [1, 0, 0, 0] : [1, 1, 0, 0]);
        }

        Assert.Equal([9, 1, 3, 5, 7], index.Search([1, 0.1f, 0, 0], 5).Select(result => result.Id));
    }

    [Fact]
    public void Search_with_a_limit_beyond_the_count_returns_all()
    {
        using var index = New(4);
        index.Upsert(5, [1, 0, 0, 0]);
        index.Upsert(900, [0, 1, 0, 0]);
        var results = index.Search([1, 0.1f, 0, 0], 50);
        Assert.Equal([5, 900], results.Select(result => result.Id));
        Assert.Empty(index.Search([1, 0, 0, 0], 0));
    }

    [Theory]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1500)]
    public void Search_with_a_large_limit_equals_brute_force(int limit)
    {
        var vectors = TestVectors.Clustered(2000, 16, seed: 3);
        using var index = New(16);
        for (var id = 0; id < vectors.Length; id++)
        {
            index.Upsert(id, vectors[id]);
        }

        TestVectors.AssertExact(TestVectors.BruteForce(Entries(vectors), vectors[7], limit), index.Search(vectors[7], limit));
    }

    [Fact]
    public void Upsert_of_a_held_id_replaces_its_vector()
    {
        using var index = New(2);
        index.Upsert(1, [1, 0]);
        index.Upsert(2, [0, 1]);
        index.Upsert(1, [-1, 0]);
        Assert.Equal(2, index.Count);
        Assert.Equal([2, 1], index.Search([1, 0.01f], 5).Select(result => result.Id));
        var copy = new float[2];
        Assert.True(index.TryGetVector(1, copy));
        Assert.Equal([-1f, 0f], copy);
        Assert.False(index.TryGetVector(3, copy));
    }

    [Fact]
    public void Delete_of_a_held_id_removes_it_and_its_memory_is_reused()
    {
        using var index = New(16);
        var random = new Random(1);
        for (var round = 0; round < 2000; round++)
        {
            index.Upsert(round, TestVectors.Gaussian(random, 16));
            Assert.True(index.Delete(round));
            Assert.False(index.Delete(round));
        }

        Assert.Equal(0, index.Count);
        Assert.False(index.Contains(7));
        Assert.Empty(index.Search(new float[16], 3));
        Assert.True(index.MemoryBytes < 40_000, $"{index.MemoryBytes} bytes");
    }

    [Fact]
    public void Cosine_of_a_zero_vector_is_zero()
    {
        using var index = New(3);
        index.Upsert(0, new float[3]);
        index.Upsert(1, [1, 2, 3]);
        var results = index.Search([1, 2, 3], 2);
        Assert.Equal([1, 0], results.Select(result => result.Id));
        Assert.Equal(1, results[0].Score, 1e-5f);
        Assert.Equal(0, results[1].Score);
        Assert.All(index.Search(new float[3], 2), result => Assert.Equal(0, result.Score));
    }

    [Theory]
    [InlineData(1e-30f)]
    [InlineData(1e30f)]
    [InlineData(float.Epsilon)]
    [InlineData(float.MaxValue)]
    public void Cosine_of_extreme_magnitudes_is_right(float magnitude)
    {
        using var index = New(4);
        index.Upsert(0, [magnitude, 0, 0, 0]);
        index.Upsert(1, [magnitude, magnitude, 0, 0]);
        var results = index.Search([magnitude, 0, 0, 0], 2);
        Assert.Equal([0, 1], results.Select(result => result.Id));
        Assert.Equal(1, results[0].Score, 4);
        Assert.Equal(Math.Sqrt(0.5), results[1].Score, 4);
    }

    [Fact]
    public void Bad_vectors_are_refused_and_change_nothing()
    {
        using var index = New(2);
        index.Upsert(1, [1, 0]);
        Assert.Throws<ArgumentException>(() => index.Upsert(2, [1, float.NaN]));
        Assert.Throws<ArgumentException>(() => index.Upsert(1, [float.PositiveInfinity, 0]));
        Assert.Throws<ArgumentException>(() => index.Upsert(1, [1]));
        Assert.Throws<ArgumentException>(() => index.Upsert(1, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => index.Upsert(1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Upsert(-1, [1, 0]));
        Assert.Throws<ArgumentException>(() => index.Search([float.NaN, 0], 1));
        Assert.Throws<ArgumentException>(() => index.Search([1, 0, 0], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search([1, 0], -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search([1, 0], 1, ef: 0));
        Assert.Equal(1, index.Count);
        Assert.Equal(new ScoredId(1, 1), Assert.Single(index.Search([1, 0], 5)));
    }

    [Fact]
    public void Vectors_too_long_for_an_inner_product_are_refused()
    {
        using var index = New(2, VectorMetric.Dot);
        Assert.Throws<ArgumentException>(() => index.Upsert(1, [1e19f, 0]));
        index.Upsert(1, [9e17f, 0]);
        index.Upsert(2, [-9e17f, 0]);
        Assert.Equal([1, 2], index.Search([9e17f, 0], 5).Select(result => result.Id));
        Assert.All(index.Search([9e17f, 0], 5), result => Assert.True(float.IsFinite(result.Score)));
    }

    [Fact]
    public void Options_outside_their_ranges_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorIndex(new VectorIndexOptions { Dimensions = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorIndex(new VectorIndexOptions { Dimensions = 4097 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorIndex(new VectorIndexOptions { Dimensions = 4, M = 3 }));
        var unknown = new VectorIndexOptions { Dimensions = 4, Metric = (VectorMetric)9 };
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorIndex(unknown));
    }

    [Fact]
    public void A_disposed_index_refuses_every_call()
    {
        var index = New(2);
        index.Upsert(1, [1, 0]);
        index.Dispose();
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.Upsert(1, [1, 0]));
        Assert.Throws<ObjectDisposedException>(() => index.Delete(1));
        Assert.Throws<ObjectDisposedException>(() => index.Search([1, 0], 1));
    }

    [Fact]
    public void A_small_index_allocates_little()
    {
        using var index = new VectorIndex(new VectorIndexOptions { Dimensions = 384 });
        Assert.Equal(0, index.MemoryBytes);
        var random = new Random(3);
        for (var id = 0; id < 100; id++)
        {
            index.Upsert(id, TestVectors.Gaussian(random, 384));
        }

        Assert.InRange(index.MemoryBytes, 100 * 1920, 400_000);
    }

    [Fact]
    public void Search_into_a_span_allocates_nothing()
    {
        using var index = New(64);
        var vectors = TestVectors.Clustered(500, 64, seed: 9);
        for (var id = 0; id < vectors.Length; id++)
        {
            index.Upsert(id, vectors[id]);
        }

        var results = new ScoredId[10];
        var filter = RandomFilter(new Random(1), 500, 0.1);
        for (var warm = 0; warm < 500; warm++)
        {
            index.Search(vectors[warm], results);
            index.Search(vectors[warm], results, filter);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
        {
            index.Search(vectors[i], results);
            index.Search(vectors[i], results, filter);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static VectorIndex New(int dimensions, VectorMetric metric = VectorMetric.Cosine, VectorStorage storage = VectorStorage.Int8) =>
        new(new VectorIndexOptions { Dimensions = dimensions, Metric = metric, Storage = storage, ExactThreshold = int.MaxValue });

    private static IEnumerable<KeyValuePair<int, float[]>> Entries(float[][] vectors) =>
        vectors.Select((vector, id) => KeyValuePair.Create(id, vector));

    private static IdBitmap RandomFilter(Random random, int capacity, double share)
    {
        var filter = new IdBitmap(capacity);
        for (var id = 0; id < capacity; id++)
        {
            if (random.NextDouble() < share)
            {
                filter.Set(id);
            }
        }

        return filter;
    }
}
