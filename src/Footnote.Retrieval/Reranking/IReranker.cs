using Footnote.Retrieval.Pipeline;

namespace Footnote.Retrieval.Reranking;

/// <summary>Reorders the few chunks that fusion put first. Implementations are stateless and thread-safe.</summary>
public interface IReranker
{
    /// <summary>The stage's name in the trace.</summary>
    string Name { get; }

    /// <summary>Whether the stage has anything to do for this request; a stage that has not leaves no trace.</summary>
    bool Applies(RerankContext context);

    /// <summary>Returns the same chunks in a new order, best first, with their scores changed accordingly. It may drop chunks.</summary>
    ValueTask<IReadOnlyList<RetrievedChunk>> RerankAsync(
        IReadOnlyList<RetrievedChunk> ranked, RerankContext context, CancellationToken cancellationToken = default);
}
