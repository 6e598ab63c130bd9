using Footnote.Retrieval;
using Footnote.Retrieval.Dense;

namespace Footnote.Knowledge.Vectors;

/// <summary>The engine's own index behind the port: every call is done when it returns, and a search allocates its result only.</summary>
internal sealed class EngineVectors(VectorIndex index) : IVectorIndex
{
    public bool IsEmpty => index.Count == 0;

    public ValueTask UpsertAsync(IReadOnlyList<VectorRow> rows, CancellationToken cancellationToken)
    {
        Upsert([.. rows.Select(row => (row.Ordinal, row.Vector))]);
        return ValueTask.CompletedTask;
    }

    public void Upsert(IReadOnlyList<(int Ordinal, float[] Vector)> rows)
    {
        var vectors = new float[rows.Count * index.Dimensions];
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].Vector.CopyTo(vectors, i * index.Dimensions);
        }

        index.UpsertMany(rows.Select(row => row.Ordinal).ToArray(), vectors);
    }

    public ValueTask DeleteAsync(Guid tenantId, IReadOnlyList<int> ordinals, CancellationToken cancellationToken)
    {
        foreach (var ordinal in ordinals)
        {
            index.Delete(ordinal);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<ScoredId>> SearchAsync(VectorQuery query, CancellationToken cancellationToken) =>
        new(index.Search(query.Vector, query.Limit, query.Permitted));
}
