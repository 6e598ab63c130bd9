using Footnote.Identity;
using Footnote.Knowledge.Indexing;
using Footnote.Platform.Errors;
using Footnote.Retrieval.Pipeline;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Searching;

/// <summary>Search over the index host: position, filter, pipeline, texts.</summary>
internal sealed class SearchService(
    IndexHost host,
    PipelineFactory pipelines,
    CallerData data,
    Telemetry telemetry,
    IOptions<KnowledgeOptions> options) : ISearch
{
    public async Task<Result<SearchResult>> SearchAsync(Principal principal, SearchQuery query, CancellationToken ct)
    {
        if (SearchLimits.Check(query) is { } fault)
        {
            return fault;
        }

        if (query.MinPosition is { } wanted && !await host.Position.WaitForAsync(wanted, options.Value.PositionWait, ct))
        {
            return KnowledgeErrors.NotReached(wanted, host.Position.Value);
        }

        var found = await FindAsync(principal, query, ct);
        if (found.Chunks.AnyAbsent && await CatchUpAsync(principal, found.Position, ct))
        {
            found = await FindAsync(principal, query, ct);
        }

        var outcome = found.Outcome;
        telemetry.Searched(TimeSpan.FromMilliseconds(outcome.Trace.TotalMilliseconds), outcome.Strategy);
        var passages = outcome.Chunks.Select(chunk => ToPassage(chunk, found.Chunks, query.Explain)).ToArray();
        var isSupported = outcome.Language == "und" || options.Value.EmbeddingLanguages.Contains(outcome.Language, StringComparer.Ordinal);
        return new SearchResult(
            passages, outcome.Evidence, outcome.Strategy, outcome.FallbackUsed, outcome.Language, isSupported, found.Position,
            outcome.Trace);
    }

    /// <summary>
    /// A document that was published anew has other chunks in the tables than in an index that has not read of it yet: it would be missing
    /// from the answer. True when the index now knows what the caller may see.
    /// </summary>
    private async Task<bool> CatchUpAsync(Principal principal, long position, CancellationToken ct)
    {
        var newest = await data.NewestAsync(principal, position, ct);
        return newest > position && await host.Position.WaitForAsync(newest, options.Value.ReplacedWait, ct);
    }

    private async Task<Found> FindAsync(Principal principal, SearchQuery query, CancellationToken ct)
    {
        // read before the filter is built: what is found may be newer than the position says, never older
        var position = host.Position.Value;
        using var indexes = host.Hold();
        var chunks = data.ChunksOf(principal);
        var outcome = await pipelines.Create(indexes, chunks, principal.TenantId).RetrieveAsync(
            new RetrievalRequest
            {
                Query = query.Text,
                Limit = query.Limit,
                Dictionary = await data.DictionaryOfAsync(principal, ct),
                Filter = indexes.Catalog.Select(ChunkFilter.For(principal, query.Filters)),
                Explain = query.Explain,
                SecondLook = query.SecondLook,
            },
            ct);
        return new Found(outcome, chunks, position);
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

    private sealed record Found(RetrievalOutcome Outcome, PermittedChunks Chunks, long Position);
}
