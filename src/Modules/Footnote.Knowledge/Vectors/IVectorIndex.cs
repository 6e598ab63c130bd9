using Footnote.Retrieval;

namespace Footnote.Knowledge.Vectors;

/// <summary>
/// An index of the embeddings of one model. Thread-safe. Writing a row again replaces it, removing what is not there does nothing; so
/// writes can be repeated. Failures of an index outside are <see cref="VectorIndexException"/>s.
/// </summary>
internal interface IVectorIndex
{
    /// <summary>Whether it is certain that nothing can be found, so that the question need not be embedded.</summary>
    bool IsEmpty { get; }

    /// <summary>Adds or replaces rows.</summary>
    ValueTask UpsertAsync(IReadOnlyList<VectorRow> rows, CancellationToken cancellationToken);

    /// <summary>Removes chunks of a tenant.</summary>
    ValueTask DeleteAsync(Guid tenantId, IReadOnlyList<int> ordinals, CancellationToken cancellationToken);

    /// <summary>
    /// The nearest chunks by cosine, best first, no chunk twice. The filter takes part in the search: what it excludes takes no place. An
    /// index outside may know an older state of the documents, and conditions on custom fields are not evaluated there.
    /// </summary>
    ValueTask<IReadOnlyList<ScoredId>> SearchAsync(VectorQuery query, CancellationToken cancellationToken);
}
