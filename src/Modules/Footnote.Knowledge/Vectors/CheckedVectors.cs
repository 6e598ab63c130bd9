using Footnote.Retrieval;

namespace Footnote.Knowledge.Vectors;

/// <summary>An index outside as one search sees it.</summary>
/// <param name="inner">The index.</param>
/// <param name="search">How it is asked.</param>
/// <param name="behind">Why it cannot be asked; null when it can.</param>
internal sealed class CheckedVectors(IVectorIndex inner, OutsideSearch search, string? behind) : IVectorIndex
{
    public bool IsEmpty => false;

    public ValueTask UpsertAsync(IReadOnlyList<VectorRow> rows, CancellationToken cancellationToken) =>
        inner.UpsertAsync(rows, cancellationToken);

    public ValueTask DeleteAsync(Guid tenantId, IReadOnlyList<int> ordinals, CancellationToken cancellationToken) =>
        inner.DeleteAsync(tenantId, ordinals, cancellationToken);

    public ValueTask<IReadOnlyList<ScoredId>> SearchAsync(VectorQuery query, CancellationToken cancellationToken) =>
        behind is null ? search.RunAsync(inner, query, cancellationToken) : throw new VectorIndexException(VectorIndexFault.Behind, behind);
}
