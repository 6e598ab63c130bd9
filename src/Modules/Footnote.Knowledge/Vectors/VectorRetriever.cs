using Footnote.Knowledge.Indexing;
using Footnote.Retrieval;
using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;

namespace Footnote.Knowledge.Vectors;

/// <summary>The dense leg of one search: embeds the question and asks whichever index is in use.</summary>
internal sealed class VectorRetriever(IVectorIndex index, IEmbeddingGenerator embeddings, ChunkFilter filter) : IRetriever
{
    public async ValueTask<IReadOnlyList<ScoredId>> RetrieveAsync(
        AnalyzedQuery query, int depth, IdBitmap? permitted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(permitted);
        if (index.IsEmpty)
        {
            return [];
        }

        var vectors = await embeddings.GenerateAsync([query.Text], EmbeddingPurpose.Query, cancellationToken);
        return await index.SearchAsync(new VectorQuery(vectors[0], depth, filter, permitted), cancellationToken);
    }
}
