using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Footnote.Retrieval.Dense;

/// <summary>Scores float32 rows.</summary>
internal readonly unsafe struct Float32Space : IVectorSpace<Float32Space>
{
    private readonly float* _vectors;
    private readonly int _stride;

    private Float32Space(VectorStore store)
    {
        _vectors = store.Vectors;
        _stride = store.Layout.FloatStride;
    }

    public static Float32Space Of(VectorStore store) => new(store);

    public static float ErrorBound(in PreparedQuery query, float maxResidual, float maxLength) => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int slot)
    {
        if (Sse.IsSupported)
        {
            var row = _vectors + ((long)slot * _stride);
            for (var i = 0; i < _stride; i += 16)
            {
                Sse.Prefetch0(row + i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Score(in PreparedQuery query, int slot) => FloatKernels.Dot(query.Values, _vectors + ((long)slot * _stride), _stride);

    public void ScoreMany(in PreparedQuery query, int* slots, int count, float* scores)
    {
        for (var i = 0; i < count; i++)
        {
            scores[i] = Score(query, slots[i]);
        }
    }

    public void ScoreRange(in PreparedQuery query, int first, int count, float* scores)
    {
        for (var i = 0; i < count; i++)
        {
            scores[i] = Score(query, first + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float ScorePair(int a, int b) => FloatKernels.Dot(_vectors + ((long)a * _stride), _vectors + ((long)b * _stride), _stride);
}
