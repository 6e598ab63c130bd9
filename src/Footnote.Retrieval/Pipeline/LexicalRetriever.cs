using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Lexical;
using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Pipeline;

/// <summary>The lexical leg: searches a <see cref="LexicalIndex"/>.</summary>
/// <param name="index">The index; not disposed here.</param>
public sealed class LexicalRetriever(LexicalIndex index) : IRetriever
{
    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ScoredId>> RetrieveAsync(
        AnalyzedQuery query, int depth, IdBitmap? filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<IReadOnlyList<ScoredId>>(index.Search(LexicalQuery.Parse(query.LexicalText, query.Language), depth, filter));
    }
}
