using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Footnote.Retrieval.Dense;

/// <summary>Scores int8 rows.</summary>
internal readonly unsafe struct Int8Space : IVectorSpace<Int8Space>
{
    private readonly sbyte* _codes;
    private readonly float* _scales;
    private readonly int _stride;

    private Int8Space(VectorStore store)
    {
        _codes = store.Codes;
        _scales = store.Scales;
        _stride = store.Layout.CodeStride;
    }

    public static Int8Space Of(VectorStore store) => new(store);

    /// <summary>|x.q - x'.q'| is at most |x - x'| |q| + |x'| |q - q'|, and |x'| at most |x| + |x - x'| (Cauchy-Schwarz).</summary>
    public static float ErrorBound(in PreparedQuery query, float maxResidual, float maxLength) =>
        (maxResidual * query.Length) + ((maxLength + maxResidual) * query.Residual);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int slot)
    {
        if (Sse.IsSupported)
        {
            var row = Row(slot);
            for (var i = 0; i < _stride; i += 64)
            {
                Sse.Prefetch0(row + i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Score(in PreparedQuery query, int slot) =>
        Int8Kernels.Dot(query.Codes, Row(slot), _stride) * (_scales[slot] * query.Scale);

    public void ScoreMany(in PreparedQuery query, int* slots, int count, float* scores)
    {
        var i = 0;
        for (; i + 4 <= count; i += 4)
        {
            var dots = Int8Kernels.DotFour(query.Codes, Row(slots[i]), Row(slots[i + 1]), Row(slots[i + 2]), Row(slots[i + 3]), _stride);
            var scales = Vector128.Create(_scales[slots[i]], _scales[slots[i + 1]], _scales[slots[i + 2]], _scales[slots[i + 3]]);
            (Vector128.ConvertToSingle(dots) * (scales * query.Scale)).Store(scores + i);
        }

        for (; i < count; i++)
        {
            scores[i] = Score(query, slots[i]);
        }
    }

    public void ScoreRange(in PreparedQuery query, int first, int count, float* scores)
    {
        var row = Row(first);
        var i = 0;
        for (; i + 4 <= count; i += 4, row += 4L * _stride)
        {
            var dots = Int8Kernels.DotFour(query.Codes, row, row + _stride, row + (2L * _stride), row + (3L * _stride), _stride);
            (Vector128.ConvertToSingle(dots) * (Vector128.Load(_scales + first + i) * query.Scale)).Store(scores + i);
        }

        for (; i < count; i++)
        {
            scores[i] = Score(query, first + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float ScorePair(int a, int b) =>
        Int8Kernels.Dot(Row(a), Row(b), _stride) * (_scales[a] * _scales[b]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private sbyte* Row(int slot) => _codes + ((long)slot * _stride);
}
