using FsCheck;
using FsCheck.Fluent;
using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Filtering;

namespace Footnote.Retrieval.Tests.Dense;

/// <summary>Random operations on an index and on a dictionary, compared after each.</summary>
public sealed class VectorIndexModelTests
{
    private const int Dimensions = 6;

    public enum Kind
    {
        Upsert,
        UpsertMany,
        Delete,
        Search,
        SearchFiltered,
    }

    public sealed record Operation(Kind Kind, int Id, int Seed);

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(int.MaxValue)]
    public void Random_operations_leave_what_a_dictionary_would_hold(int threshold)
    {
        var operation =
            from kind in Gen.Frequency<Kind>(
                (8, Gen.Constant(Kind.Upsert)),
                (2, Gen.Constant(Kind.UpsertMany)),
                (5, Gen.Constant(Kind.Delete)),
                (3, Gen.Constant(Kind.Search)),
                (3, Gen.Constant(Kind.SearchFiltered)))
            from id in Gen.Choose(0, 40)
            from seed in Gen.Choose(0, int.MaxValue)
            select new Operation(kind, id, seed);
        var runs = Arb.From(operation.ArrayOf(300));
        Prop.ForAll(runs, operations => Run(operations, threshold)).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    private static void Run(Operation[] operations, int threshold)
    {
        var twin = new Dictionary<int, float[]>();
        var options = new VectorIndexOptions { Dimensions = Dimensions, ExactThreshold = threshold, M = 4, EfConstruction = 16 };
        using var index = new VectorIndex(options);
        foreach (var operation in operations)
        {
            var random = new Random(operation.Seed);
            Apply(operation, random, index, twin);
            Assert.Equal(twin.Count, index.Count);
            Assert.Equal(twin.ContainsKey(operation.Id), index.Contains(operation.Id));
        }

        var copy = new float[Dimensions];
        foreach (var (id, vector) in twin)
        {
            Assert.True(index.TryGetVector(id, copy));
            Assert.Equal(1, TestVectors.Cosine(copy, vector), 1e-4f);
        }
    }

    private static void Apply(Operation operation, Random random, VectorIndex index, Dictionary<int, float[]> twin)
    {
        switch (operation.Kind)
        {
            case Kind.Upsert:
                twin[operation.Id] = TestVectors.Gaussian(random, Dimensions);
                index.Upsert(operation.Id, twin[operation.Id]);
                break;
            case Kind.UpsertMany:
                int[] ids = [operation.Id, random.Next(40), random.Next(40)];
                var rows = ids.Select(_ => TestVectors.Gaussian(random, Dimensions)).ToArray();
                for (var i = 0; i < ids.Length; i++)
                {
                    twin[ids[i]] = rows[i];
                }

                index.UpsertMany(ids, [.. rows.SelectMany(row => row)], 2);
                break;
            case Kind.Delete:
                Assert.Equal(twin.Remove(operation.Id), index.Delete(operation.Id));
                break;
            default:
                Search(operation.Kind, random, index, twin);
                break;
        }
    }

    private static void Search(Kind kind, Random random, VectorIndex index, Dictionary<int, float[]> twin)
    {
        IdBitmap? filter = null;
        if (kind == Kind.SearchFiltered)
        {
            filter = new IdBitmap(41);
            for (var id = 0; id <= 40; id++)
            {
                if (random.Next(3) > 0)
                {
                    filter.Set(id);
                }
            }
        }

        // The scan is exact. The walk of a tiny graph with M 4 may miss a vector, but every one it returns must be right.
        var query = TestVectors.Gaussian(random, Dimensions);
        var expected = TestVectors.BruteForce(twin, query, 10, filter);
        var exact = new ScoredId[10];
        var count = index.SearchExact(query, exact, filter);
        TestVectors.AssertExact(expected, exact[..count], 1e-4f);
        var found = index.Search(query, 10, filter, 64);
        Assert.True(found.Count <= expected.Count);
        Assert.Equal(found.Count, found.Select(result => result.Id).Distinct().Count());
        foreach (var result in found)
        {
            Assert.True(filter is null || filter.Contains(result.Id));
            Assert.Equal(TestVectors.Cosine(twin[result.Id], query), result.Score, 1e-4f);
        }
    }
}
