using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Filtering;

namespace Footnote.Retrieval.Tests.Dense;

/// <summary>Seeded vectors with clusters, and the brute-force twin of a search.</summary>
internal static class TestVectors
{
    public static float[] Gaussian(Random random, int dimensions, float scale = 1)
    {
        var vector = new float[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            vector[i] = scale * (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return vector;
    }

    /// <summary>Points around a few centres: distances that differ, as those of texts do.</summary>
    public static float[][] Clustered(int count, int dimensions, int seed, int clusters = 20)
    {
        var random = new Random(seed);
        var centres = Enumerable.Range(0, clusters).Select(_ => Gaussian(random, dimensions)).ToArray();
        return [.. Enumerable.Range(0, count).Select(_ => Around(random, centres[random.Next(clusters)], 0.7f))];
    }

    public static float[] Around(Random random, float[] centre, float spread)
    {
        var noise = Gaussian(random, centre.Length, spread);
        return [.. centre.Select((x, i) => x + noise[i])];
    }

    public static float Dot(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return (float)sum;
    }

    public static float Cosine(float[] a, float[] b)
    {
        var length = Math.Sqrt(Dot(a, a)) * Math.Sqrt(Dot(b, b));
        return length > 0 ? (float)(Dot(a, b) / length) : 0;
    }

    public static IReadOnlyList<ScoredId> BruteForce(
        IEnumerable<KeyValuePair<int, float[]>> vectors,
        float[] query,
        int limit,
        IdBitmap? filter = null,
        bool cosine = true) =>
        [.. vectors
            .Where(entry => filter is null || filter.Contains(entry.Key))
            .Select(entry => new ScoredId(entry.Key, cosine ? Cosine(entry.Value, query) : Dot(entry.Value, query)))
            .OrderByDescending(result => result.Score)
            .Take(limit)];

    /// <summary>Asserts that the results are the true ones, allowing ties and rounding to swap neighbours.</summary>
    public static void AssertExact(IReadOnlyList<ScoredId> expected, IReadOnlyList<ScoredId> actual, float tolerance = 1e-5f)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(actual.Count, actual.Select(result => result.Id).Distinct().Count());
        for (var rank = 0; rank < expected.Count; rank++)
        {
            Assert.True(
                Math.Abs(expected[rank].Score - actual[rank].Score) <= tolerance * (1 + Math.Abs(expected[rank].Score)),
                $"rank {rank}: expected {expected[rank]}, found {actual[rank]}");
        }
    }

    /// <summary>Deletes a vector, changes it or puts it back as it was.</summary>
    public static void ChangeOne(VectorIndex index, int id, float[][] vectors, float[][] alternatives, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                index.Delete(id);
                break;
            case 1:
                index.Upsert(id, alternatives[id]);
                break;
            default:
                index.Upsert(id, vectors[id]);
                break;
        }
    }

    public static double Recall(IReadOnlyList<ScoredId> expected, IReadOnlyList<ScoredId> actual) =>
        expected.Count == 0 ? 1 : expected.Count(truth => actual.Any(result => result.Id == truth.Id)) / (double)expected.Count;
}
