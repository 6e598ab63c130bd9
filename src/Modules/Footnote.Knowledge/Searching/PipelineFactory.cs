using Footnote.Knowledge.Indexing;
using Footnote.Knowledge.Vectors;
using Footnote.Models.Embeddings;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Reranking;

namespace Footnote.Knowledge.Searching;

/// <summary>Makes a pipeline per request, because each reads texts with the rights of its caller only. Making one is cheap.</summary>
internal sealed class PipelineFactory(
    VectorAccess vectors,
    ITenantEmbeddings embeddings,
    ChunkTokenCounter counter,
    TimeProvider timeProvider,
    IEnumerable<ICrossEncoder> crossEncoders)
{
    private static readonly RetrievalOptions Options = new();
    private readonly ICrossEncoder? _crossEncoder = crossEncoders.LastOrDefault();

    /// <summary>A pipeline over indexes that the caller holds until the request has ended.</summary>
    /// <param name="indexes">The indexes.</param>
    /// <param name="chunks">The texts.</param>
    /// <param name="filter">What the documents must be like.</param>
    /// <param name="areVectorsBehind">Whether the vector index lacks something that the search insists on.</param>
    public RetrievalPipeline Create(IndexGeneration indexes, IChunkSource chunks, ChunkFilter filter, bool areVectorsBehind)
    {
        var index = vectors.For(indexes.Vectors, areVectorsBehind);
        var lexical = indexes.Lexical;
        return new RetrievalPipeline(Options, new RetrievalResources
        {
            Lexical = new LexicalRetriever(lexical),
            Vocabulary = new LexicalVocabulary(lexical, word => [.. lexical.Suggest(word).Select(found => found.Word)]),
            Dense = new VectorRetriever(index, embeddings.For(filter.TenantId, indexes.Vectors.Generator), filter),
            CrossEncoder = _crossEncoder,
            Chunks = chunks,
            CountTokens = counter.Count,
            Clock = timeProvider,
        });
    }
}
