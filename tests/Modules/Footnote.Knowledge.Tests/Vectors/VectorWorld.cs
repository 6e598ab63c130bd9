using Footnote.Knowledge.Indexing;
using Footnote.Knowledge.Searching;
using Footnote.Knowledge.Vectors;

namespace Footnote.Knowledge.Tests.Vectors;

/// <summary>Documents of one chunk each with random embeddings, and what a search over all of them has to find.</summary>
internal sealed class VectorWorld(int dimensions, int seed = 7)
{
    private readonly Random _random = new(seed);
    private readonly DocumentCatalog _catalog = new();
    private readonly Dictionary<int, VectorRow> _rows = [];
    private int _ordinals;

    public IReadOnlyCollection<VectorRow> Rows => _rows.Values;

    public static Guid Tenant { get; } = Guid.Parse("11111111-1111-1111-1111-111111111111");

    public static string Everyone { get; } = $"tenant:{Tenant:D}";

    public float[] NextVector()
    {
        var vector = new float[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            vector[i] = (float)((_random.NextDouble() * 2) - 1);
        }

        return Normalised(vector);
    }

    public int Next(int below) => _random.Next(below);

    /// <summary>A document nobody has written yet.</summary>
    public VectorRow Make(Func<IndexedDocument, IndexedDocument>? change = null, float[]? vector = null)
    {
        var document = new IndexedDocument
        {
            Id = Guid.NewGuid(),
            TenantId = Tenant,
            Readers = [Everyone],
            Source = "upload",
            CreatedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(_random.Next(300)),
            Ordinals = [_ordinals],
        };
        var row = new VectorRow(_ordinals++, change?.Invoke(document) ?? document, vector ?? NextVector());
        Keep(row);
        return row;
    }

    /// <summary>What is known of a row from now on.</summary>
    public void Keep(VectorRow row)
    {
        _catalog.Set(row.Document);
        _rows[row.Ordinal] = row;
    }

    public void Forget(VectorRow row)
    {
        _catalog.Remove(row.Document.Id);
        _rows.Remove(row.Ordinal);
    }

    public VectorQuery Query(float[] vector, int limit, SearchFilters? filters = null, Guid? tenant = null, params string[] keys)
    {
        var filter = new ChunkFilter(tenant ?? Tenant, keys.Length > 0 ? keys : [Everyone], filters ?? new SearchFilters());
        return new VectorQuery(vector, limit, filter, _catalog.Select(filter));
    }

    /// <summary>The true nearest of what the query permits, best first.</summary>
    public int[] Nearest(VectorQuery query) =>
    [
        .. _rows.Values.Where(row => query.Permitted.Contains(row.Ordinal))
            .OrderByDescending(row => Cosine(row.Vector, query.Vector)).Take(query.Limit).Select(row => row.Ordinal),
    ];

    public static double Cosine(float[] one, float[] other) => one.Zip(other, (left, right) => (double)left * right).Sum();

    private static float[] Normalised(float[] vector)
    {
        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return Array.ConvertAll(vector, value => value / length);
    }
}
