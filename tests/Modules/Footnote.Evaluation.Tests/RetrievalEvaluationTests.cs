using System.Text.Json;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Reranking;

namespace Footnote.Evaluation.Tests;

public sealed class RetrievalEvaluationTests : IDisposable
{
    private readonly TinyCorpus _corpus = new();
    private readonly string _out = Directory.CreateTempSubdirectory("run").FullName;

    public void Dispose()
    {
        _corpus.Dispose();
        Directory.Delete(_out, recursive: true);
    }

    [Theory]
    [InlineData(RetrievalMode.Lexical, "lexical")]
    [InlineData(RetrievalMode.Dense, "dense")]
    [InlineData(RetrievalMode.Hybrid, "hybrid")]
    public async Task RunAsync_easy_collection_is_ranked_perfectly_in_every_mode(RetrievalMode mode, string name)
    {
        var result = await RetrievalEvaluation.RunAsync(_corpus.Options(mode));

        Assert.Equal(name, result.Mode);
        Assert.Equal(12, result.Queries);
        Assert.Equal(1, result.NdcgAt10);
        Assert.Equal(1, result.MrrAt10);
        Assert.Equal(1, result.RecallAt100);
        Assert.InRange(result.P50Ms, 0, result.P99Ms);
    }

    [Fact]
    public async Task RunAsync_result_has_the_contracts_json_names()
    {
        var result = await RetrievalEvaluation.RunAsync(_corpus.Options(RetrievalMode.Lexical));

        using var json = JsonDocument.Parse(JsonSerializer.Serialize(result));

        Assert.Equal(
            ["set", "mode", "queries", "ndcg@10", "recall@100", "mrr@10", "p50_ms", "p99_ms"],
            json.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task RunAsync_run_is_in_trecs_format_with_strictly_falling_scores()
    {
        var path = Path.Combine(_out, "run.txt");
        await RetrievalEvaluation.RunAsync(_corpus.Options(RetrievalMode.Hybrid) with { RunPath = path });

        var lines = (await File.ReadAllLinesAsync(path)).Select(line => line.Split(' ')).ToArray();
        Assert.All(lines, fields => Assert.Equal(6, fields.Length));
        Assert.Equal(["q0", "Q0", "d%200", "1"], lines[0].Take(4));
        foreach (var query in lines.GroupBy(fields => fields[0]))
        {
            var scores = query.Select(fields => double.Parse(fields[4])).ToArray();
            Assert.All(scores.Zip(scores.Skip(1)), pair => Assert.True(pair.First > pair.Second));
        }
    }

    [Theory]
    [InlineData(0f, true)]
    [InlineData(1f, false)]
    public async Task RunAsync_with_a_cross_encoder_blends_as_the_options_say(float weight, bool isPerfect)
    {
        var options = _corpus.Options(RetrievalMode.Lexical) with
        {
            CrossEncoder = new ContraryReader(),
            Pipeline = new RetrievalOptions { CrossEncoder = new CrossEncoderOptions { Weight = weight } },
            QueryLimit = 5,
        };

        var result = await RetrievalEvaluation.RunAsync(options);

        Assert.Equal((5, (double?)weight), (result.Queries, result.CrossWeight));
        Assert.Equal(isPerfect, result.NdcgAt10 == 1);
    }

    [Fact]
    public async Task RunAsync_second_run_takes_passage_vectors_from_the_cache_and_measures_the_same()
    {
        var options = _corpus.Options(RetrievalMode.Dense) with { CacheFolder = Path.Combine(_out, "cache") };
        var first = await RetrievalEvaluation.RunAsync(options);
        var second = await RetrievalEvaluation.RunAsync(options);

        Assert.Equal(12, _corpus.Embedded);
        Assert.Equal(first.NdcgAt10, second.NdcgAt10);
    }

    [Fact]
    public async Task RunAsync_damaged_cache_is_computed_anew()
    {
        var cache = Path.Combine(_out, "cache");
        var options = _corpus.Options(RetrievalMode.Dense) with { CacheFolder = cache };
        await RetrievalEvaluation.RunAsync(options);
        var file = Assert.Single(Directory.GetFiles(cache));
        var bytes = await File.ReadAllBytesAsync(file);
        bytes.AsSpan(bytes.Length / 2, 4096 / 8).Fill(0xFF);
        await File.WriteAllBytesAsync(file, bytes[..^5]);

        var result = await RetrievalEvaluation.RunAsync(options);

        Assert.Equal(1, result.NdcgAt10);
        Assert.True(_corpus.Embedded > 12);
    }

    [Fact]
    public async Task RunAsync_nothing_is_written_into_the_collections_folder()
    {
        var before = Directory.GetFileSystemEntries(_corpus.Folder);
        await RetrievalEvaluation.RunAsync(_corpus.Options(RetrievalMode.Hybrid));
        Assert.Equal(before, Directory.GetFileSystemEntries(_corpus.Folder));
    }

    [Fact]
    public async Task RunAsync_folder_without_a_corpus_is_refused_by_name()
    {
        var exception = await Assert.ThrowsAsync<InvalidDataException>(
            () => RetrievalEvaluation.RunAsync(_corpus.Options(RetrievalMode.Lexical) with { Folder = _out }));
        Assert.Contains("corpus.jsonl", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_broken_row_is_refused_with_its_number()
    {
        await File.AppendAllTextAsync(Path.Combine(_corpus.Folder, "queries.jsonl"), "{\"_id\":");
        var exception = await Assert.ThrowsAsync<InvalidDataException>(() =>
            RetrievalEvaluation.RunAsync(_corpus.Options(RetrievalMode.Lexical)));
        Assert.Contains("row 14", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_dense_mode_without_a_generator_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => RetrievalEvaluation.RunAsync(_corpus.Options(RetrievalMode.Dense) with { Embeddings = null }));
    }

    [Theory]
    [InlineData("/caches", "/caches/footnote/vectors")]
    [InlineData("", "/home/me/.cache/footnote/vectors")]
    [InlineData(null, "/home/me/.cache/footnote/vectors")]
    public void DefaultCacheFolder_follows_the_xdg_convention(string? cacheHome, string expected)
    {
        Assert.Equal(expected, RetrievalEvaluation.DefaultCacheFolder(cacheHome, "/home/me"));
    }

    /// <summary>Prefers passages that have nothing to do with the query.</summary>
    private sealed class ContraryReader : ICrossEncoder
    {
        public ValueTask<float[]> ScoreAsync(
            string query, IReadOnlyList<string> passages, CancellationToken cancellationToken = default) =>
            new([.. passages.Select(passage => -(float)query.Split(' ').Count(word => passage.Contains(word, StringComparison.Ordinal)))]);
    }
}
