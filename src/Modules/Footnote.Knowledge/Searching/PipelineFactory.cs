using Footnote.Knowledge.Indexing;
using Footnote.Models.Embeddings;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Reranking;

namespace Footnote.Knowledge.Searching;

/// <summary>Makes a pipeline per request, because each reads texts with the rights of its caller only. Making one is cheap.</summary>
internal sealed class PipelineFactory(
    ITenantEmbeddings embeddings, ChunkTokenCounter counter, TimeProvider timeProvider, IEnumerable<ICrossEncoder> crossEncoders)
{
    private static readonly RetrievalOptions Options = new();
    private readonly ICrossEncoder? _crossEncoder = crossEncoders.LastOrDefault();

    /// <summary>A pipeline over indexes that the caller holds until the request has ended.</summary>
    public RetrievalPipeline Create(IndexGeneration indexes, IChunkSource chunks, Guid tenantId)
    {
        var lexical = indexes.Lexical;
        return new RetrievalPipeline(Options, new RetrievalResources
        {
            Lexical = new LexicalRetriever(lexical),
            Vocabulary = new LexicalVocabulary(lexical, word => [.. lexical.Suggest(word).Select(found => found.Word)]),
            Dense = new DenseRetriever(indexes.Vectors.Index, embeddings.For(tenantId, indexes.Vectors.Generator)),
            CrossEncoder = _crossEncoder,
            Chunks = chunks,
            CountTokens = counter.Count,
            Clock = timeProvider,
        });
    }
}
