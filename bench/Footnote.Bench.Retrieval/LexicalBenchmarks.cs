using BenchmarkDotNet.Attributes;
using Footnote.Retrieval;
using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Lexical;

namespace Footnote.Bench.Retrieval;

/// <summary>Lexical queries over 50,000 short documents; a parsed query, a text, a phrase, a filter.</summary>
[MemoryDiagnoser]
public class LexicalBenchmarks : IDisposable
{
    private readonly LexicalIndex _index = new(new LexicalIndexOptions());
    private readonly string[] _texts = Corpus.Texts(2, Corpus.Queries, 2, 6);
    private readonly ScoredId[] _results = new ScoredId[10];
    private readonly IdBitmap _filter = new(Corpus.Documents);
    private LexicalQuery[] _queries = [];
    private LexicalQuery[] _phrases = [];
    private int _next;

    [GlobalSetup]
    public void Build()
    {
        var documents = Corpus.Texts(1, Corpus.Documents, 20, 60);
        for (var id = 0; id < documents.Length; id++)
        {
            _index.Upsert(new LexicalDocument(id, "", "", documents[id], "en"));
        }

        _index.Optimize();
        for (var id = 0; id < Corpus.Documents; id += 20)
        {
            _filter.Set(id);
        }

        _queries = [.. _texts.Select(text => LexicalQuery.Parse(text, "en"))];
        _phrases =
        [
            .. documents.Take(Corpus.Queries)
                .Select(text => LexicalQuery.Parse('"' + string.Join(' ', text.Split(' ').Take(2)) + '"', "en")),
        ];
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _index.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "parsed query into a span")]
    public int Words() => _index.Search(_queries[Next()], _results);

    [Benchmark(Description = "text into a span")]
    public int Text() => _index.Search(_texts[Next()], "en", _results);

    [Benchmark(Description = "parsed query into a list")]
    public int List() => _index.Search(_queries[Next()], 10).Count;

    [Benchmark(Description = "phrase")]
    public int Phrase() => _index.Search(_phrases[Next()], _results);

    [Benchmark(Description = "filter that passes 5 %")]
    public int Filtered() => _index.Search(_queries[Next()], _results, _filter);

    private int Next() => _next = (_next + 1) % Corpus.Queries;
}
