using Footnote.Retrieval.Dense;

namespace Footnote.Retrieval.Tests.Dense;

/// <summary>A graph that is written to for long must lose nobody: a vector that is looked for by itself is found.</summary>
public sealed class VectorIndexChurnTests
{
    private const int Dimensions = 32;
    private const int Stable = 400;
    private const int Changing = 500;

    [Theory]
    [InlineData(VectorStorage.Int8, 1)]
    [InlineData(VectorStorage.Int8, 2)]
    [InlineData(VectorStorage.Float32, 3)]
    public void Every_vector_is_found_at_any_time_of_long_churn(VectorStorage storage, int seed)
    {
        var vectors = TestVectors.Clustered(Stable + Changing, Dimensions, seed: 40 + seed);
        var alternatives = TestVectors.Clustered(Stable + Changing, Dimensions, seed: 60 + seed);
        var options = new VectorIndexOptions { Dimensions = Dimensions, Storage = storage, ExactThreshold = 0, EfConstruction = 60 };
        using var index = new VectorIndex(options);
        for (var id = 0; id < Stable; id++)
        {
            index.Upsert(id, vectors[id]);
        }

        var random = new Random(seed);
        var missed = new List<string>();
        for (var step = 1; step <= 6000; step++)
        {
            var id = Stable + random.Next(Changing);
            TestVectors.ChangeOne(index, id, vectors, alternatives, random);

            if (step % 500 == 0)
            {
                var gone = Enumerable.Range(0, Stable).Where(wanted => index.Search(vectors[wanted], 10, ef: 100)[0].Id != wanted).ToList();
                missed.AddRange(gone.Select(wanted => $"{wanted} at step {step}"));
            }
        }

        Assert.True(missed.Count == 0, $"{missed.Count} missed: {string.Join(", ", missed.Take(20))}");
    }
}
