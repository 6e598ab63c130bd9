using Footnote.Knowledge.Indexing;
using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Reranking;

namespace Footnote.Knowledge.Searching;

/// <summary>Makes a pipeline per request, because each reads texts with the rights of its caller only. Making one is cheap.</summary>
internal sealed class PipelineFactory(
    IndexHost host, IEmbeddingGenerator generator, ChunkTokenCounter counter, TimeProvider timeProvider,
        IEnumerable<ICrossEncoder> crossEncoders)
{
    private static readonly RetrievalOptions Options = new();
    private readonly LexicalRetriever _lexical = new(host.Lexical);
    private readonly LexicalVocabulary _vocabulary = new(host.Lexical, word => [.. host.Lexical.Suggest(word).Select(found => found.Word)]);
    private readonly ICrossEncoder? _crossEncoder = crossEncoders.LastOrDefault();

    public RetrievalPipeline Create(IChunkSource chunks) => new(Options, new RetrievalResources
    {
        Lexical = _lexical,
        Vocabulary = _vocabulary,
        Dense = new DenseRetriever(host.Vectors, generator),
        CrossEncoder = _crossEncoder,
        Chunks = chunks,
        CountTokens = counter.Count,
        Clock = timeProvider,
    });
}
