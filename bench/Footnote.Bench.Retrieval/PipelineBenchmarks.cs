using BenchmarkDotNet.Attributes;
using Footnote.Retrieval;
using Footnote.Retrieval.Fusion;
using Footnote.Retrieval.Lexical;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;

namespace Footnote.Bench.Retrieval;

/// <summary>What surrounds the two searches: understanding the query and merging the hits. Their results are objects.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks : IDisposable
{
    private const string Question = "What does the branch charge for a lost card, and how long does the replacement take?";
    private readonly LexicalIndex _index = new(new LexicalIndexOptions());
    private readonly WeightedScoreFusion _minMax = new();
    private readonly ReciprocalRankFusion _ranks = new();
    private readonly ScoredId[] _lexical = Hits(1);
    private readonly ScoredId[] _dense = Hits(2);
    private QueryAnalyzer? _analyzer;

    [GlobalSetup]
    public void Build()
    {
        var id = 0;
        foreach (var text in Corpus.Texts(1, 2_000, 20, 60))
        {
            _index.Upsert(new LexicalDocument(id++, "", "", text, "en"));
        }

        _index.Upsert(new LexicalDocument(id, "", "", Question, "en"));
        _index.Commit();
        _analyzer = new QueryAnalyzer(new LexicalVocabulary(_index), new QueryAnalyzerOptions());
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _index.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "query analysis")]
    public AnalyzedQuery? Analysis() => _analyzer?.Analyze(Question);

    [Benchmark(Description = "parsing a lexical query")]
    public LexicalQuery Parsing() => LexicalQuery.Parse(Question, "en");

    [Benchmark(Description = "min-max fusion of 100 and 100")]
    public IReadOnlyList<FusedId> MinMax() => _minMax.Fuse(_lexical, _dense, FusionWeights.Default);

    [Benchmark(Description = "reciprocal ranks of 100 and 100")]
    public IReadOnlyList<FusedId> Ranks() => _ranks.Fuse(_lexical, _dense, FusionWeights.Default);

    private static ScoredId[] Hits(int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, 150).OrderBy(_ => random.Next()).Take(100).Select((id, rank) => new ScoredId(id, 100f / (rank + 1))),
        ];
    }
}
