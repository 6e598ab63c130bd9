using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Pipeline;

/// <summary>One leg of a search. Implementations are thread-safe.</summary>
public interface IRetriever
{
    /// <summary>Returns the best chunks, best first, no id twice, only ids of the filter. Failures of infrastructure are thrown.</summary>
    /// <param name="query">The query as analysed.</param>
    /// <param name="depth">How many chunks are wanted at most.</param>
    /// <param name="filter">Which ids may be returned; null for all.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    ValueTask<IReadOnlyList<ScoredId>> RetrieveAsync(
        AnalyzedQuery query, int depth, IdBitmap? filter, CancellationToken cancellationToken = default);
}
