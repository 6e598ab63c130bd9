using BenchmarkDotNet.Attributes;
using Footnote.Retrieval;
using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Filtering;

namespace Footnote.Bench.Retrieval;

/// <summary>Nearest neighbours among 20,000 clustered vectors of 384 dimensions.</summary>
[MemoryDiagnoser]
public class VectorBenchmarks : IDisposable
{
    private readonly float[][] _queries = Corpus.Rows(3, Corpus.Queries);
    private readonly ScoredId[] _results = new ScoredId[10];
    private readonly IdBitmap _half = new(Corpus.Vectors);
    private readonly IdBitmap _few = new(Corpus.Vectors);
    private VectorIndex? _index;
    private int _next;

    [Params(VectorStorage.Int8, VectorStorage.Float32)]
    public VectorStorage Storage { get; set; }

    private VectorIndex Index => _index ?? throw new InvalidOperationException("The index is not built.");

    [GlobalSetup]
    public void Build()
    {
        _index = new VectorIndex(new VectorIndexOptions { Dimensions = Corpus.Dimensions, Storage = Storage, ExactThreshold = 0 });
        var rows = Corpus.Rows(2, Corpus.Vectors);
        _index.UpsertMany([.. Enumerable.Range(0, rows.Length)], [.. rows.SelectMany(row => row)]);
        for (var id = 0; id < Corpus.Vectors; id++)
        {
            if (id % 2 == 0)
            {
                _half.Set(id);
            }

            if (id % 200 == 0)
            {
                _few.Set(id);
            }
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _index?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "graph")]
    public int Graph() => Index.Search(Next(), _results);

    [Benchmark(Description = "graph, filter that passes 50 %")]
    public int FilteredGraph() => Index.Search(Next(), _results, _half);

    [Benchmark(Description = "filter that passes 0.5 %")]
    public int FewPass() => Index.Search(Next(), _results, _few);

    [Benchmark(Description = "exact scan")]
    public int Exact() => Index.SearchExact(Next(), _results);

    private float[] Next() => _queries[_next = (_next + 1) % Corpus.Queries];
}
