using Footnote.Identity;
using Footnote.Knowledge.Indexing;
using Footnote.Platform.Errors;
using Footnote.Retrieval.Pipeline;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Searching;

/// <summary>Search over the index host: position, filter, pipeline, texts.</summary>
internal sealed class SearchService(
    SearchPosition positions,
    PipelineFactory pipelines,
    CallerData data,
    Telemetry telemetry,
    TimeProvider timeProvider,
    IOptions<KnowledgeOptions> options) : ISearch
{
    private const string LexicalStrategy = "lexical";

    public async Task<Result<SearchResult>> SearchAsync(Principal principal, SearchQuery query, CancellationToken ct)
    {
        if (SearchLimits.Check(query) is { } fault)
        {
            return fault;
        }

        var reach = await positions.WaitForAsync(query.MinPosition, ct);
        if (reach == SearchReach.NotReached)
        {
            return KnowledgeErrors.NotReached(query.MinPosition ?? 0, positions.Whole);
        }

        var found = await FindAsync(principal, query, reach, ct);
        var started = timeProvider.GetTimestamp();
        while (found.Chunks.AnyAbsent && await CatchUpAsync(principal, found.Words, started, ct))
        {
            found = await FindAsync(principal, query, reach, ct);
        }

        var outcome = found.Outcome;
        telemetry.Searched(TimeSpan.FromMilliseconds(outcome.Trace.TotalMilliseconds), outcome.Strategy);
        var passages = outcome.Chunks.Select(chunk => ToPassage(chunk, found.Chunks, query.Explain)).ToArray();
        var isSupported = outcome.Language == "und" || options.Value.EmbeddingLanguages.Contains(outcome.Language, StringComparer.Ordinal);
        var position = outcome.Strategy == LexicalStrategy ? found.Words : found.Whole;
        return new SearchResult(
            passages, outcome.Evidence, outcome.Strategy, outcome.FallbackUsed, outcome.Language, isSupported, position, outcome.Trace);
    }

    /// <summary>
    /// A document that was published anew has other chunks in the tables than in an index that has not read of it yet: it would be missing
    /// from the answer. True when the index now knows what the caller may see and there is time for another look.
    /// </summary>
    private async Task<bool> CatchUpAsync(Principal principal, long position, long started, CancellationToken ct)
    {
        var left = options.Value.ReplacedWait - timeProvider.GetElapsedTime(started);
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        var newest = await data.NewestAsync(principal, position, ct);
        return newest > position && await positions.WaitForWordsAsync(newest, left, ct);
    }

    private async Task<Found> FindAsync(Principal principal, SearchQuery query, SearchReach reach, CancellationToken ct)
    {
        // read before the filter is built: what is found may be newer than the position says, never older
        var (words, whole) = (positions.Words, positions.Whole);
        using var indexes = positions.Hold();
        var chunks = data.ChunksOf(principal);
        var filter = ChunkFilter.For(principal, query.Filters);
        var outcome = await pipelines.Create(indexes, chunks, filter, reach == SearchReach.WordsOnly).RetrieveAsync(
            new RetrievalRequest
            {
                Query = query.Text,
                Limit = query.Limit,
                Dictionary = await data.DictionaryOfAsync(principal, ct),
                Filter = indexes.Catalog.Select(filter),
                Explain = query.Explain,
                SecondLook = query.SecondLook,
            },
            ct);
        return new Found(outcome, chunks, words, whole);
    }

    private static Passage ToPassage(RetrievedChunk chunk, PermittedChunks chunks, bool explain)
    {
        var content = chunk.Content;
        var (chunkId, documentId) = chunks.IdsOf(chunk.Id);
        var location = new PassageLocation(content.Page, content.Start, content.End, content.HeadingPath);
        return new Passage(
            documentId, chunkId, content.Title, content.Text, chunk.RelevanceScore, location, explain ? Explain(chunk) : null);
    }

    private static PassageExplanation Explain(RetrievedChunk chunk) => new()
    {
        LexicalRank = chunk.Lexical?.Rank,
        LexicalScore = chunk.Lexical?.Score,
        DenseRank = chunk.Dense?.Rank,
        DenseScore = chunk.Dense?.Score,
        FusedScore = chunk.FusedScore,
        CrossEncoderScore = chunk.CrossEncoderScore,
        Recency = chunk.Recency,
        Score = chunk.Score,
    };

    private sealed record Found(RetrievalOutcome Outcome, PermittedChunks Chunks, long Words, long Whole);
}
