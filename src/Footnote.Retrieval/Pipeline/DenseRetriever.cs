using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Pipeline;

/// <summary>The dense leg: embeds the query and searches a <see cref="VectorIndex"/>.</summary>
/// <param name="index">The index; not disposed here.</param>
/// <param name="embeddings">The generator whose embeddings the index holds.</param>
public sealed class DenseRetriever(VectorIndex index, IEmbeddingGenerator embeddings) : IRetriever
{
    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<ScoredId>> RetrieveAsync(
        AnalyzedQuery query, int depth, IdBitmap? filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (index.Count == 0)
        {
            return [];
        }

        var vectors = await embeddings.GenerateAsync([query.Text], EmbeddingPurpose.Query, cancellationToken).ConfigureAwait(false);
        return index.Search(vectors[0], depth, filter);
    }
}
