using System.Runtime.CompilerServices;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// Everything one search or one insertion needs besides the index; reused, so that a search allocates nothing but its result.
/// </summary>
internal sealed unsafe class SearchScratch
{
    /// <summary>How many rows are scored in one go.</summary>
    public const int BatchSize = 256;

    private readonly int _dimensions;
    private readonly int _floatStride;
    private readonly float[] _values;
    private readonly short[] _codes;
    private readonly int[] _batch = GC.AllocateUninitializedArray<int>(BatchSize, pinned: true);
    private readonly float[] _scores = GC.AllocateUninitializedArray<float>(BatchSize, pinned: true);
    private ulong[] _candidates = new ulong[256];
    private int _candidateCount;

    public SearchScratch(int dimensions, StoreLayout layout)
    {
        _dimensions = dimensions;
        _floatStride = layout.FloatStride;
        _values = GC.AllocateArray<float>(layout.FloatStride + 16, pinned: true);
        _codes = GC.AllocateArray<short>(layout.CodeStride + 32, pinned: true);
        Values = (float*)Align(Unsafe.AsPointer(ref _values[0]));
        Codes = (short*)Align(Unsafe.AsPointer(ref _codes[0]));
        Batch = (int*)Unsafe.AsPointer(ref _batch[0]);
        Scores = (float*)Unsafe.AsPointer(ref _scores[0]);
    }

    /// <summary>Where the gate notes that this scratch is in use.</summary>
    public EpochGate.Entry? Entry { get; set; }

    public float* Values { get; }

    public short* Codes { get; }

    /// <summary>Slots to be scored, <see cref="BatchSize"/> of them.</summary>
    public int* Batch { get; }

    /// <summary>Scores of the batch.</summary>
    public float* Scores { get; }

    public CandidatePool Pool { get; } = new();

    /// <summary>A second pool, for results that are chosen from the first.</summary>
    public CandidatePool Results { get; } = new();

    public CandidateHeap Heap { get; } = new();

    public VisitedSet Visited { get; } = new();

    /// <summary>Candidates in no order, any number.</summary>
    public Span<ulong> Candidates => _candidates.AsSpan(0, _candidateCount);

    public void ClearCandidates() => _candidateCount = 0;

    public void TrimCandidates(int count) => _candidateCount = count;

    public void AddCandidate(ulong key)
    {
        if (_candidateCount == _candidates.Length)
        {
            Array.Resize(ref _candidates, _candidateCount * 2);
        }

        _candidates[_candidateCount++] = key;
    }

    /// <summary>Readies a query of unit length (cosine) or as it is (dot); its numbers are finite.</summary>
    public PreparedQuery Prepare(ReadOnlySpan<float> query, VectorMetric metric, bool encode)
    {
        var values = new Span<float>(Values, _dimensions);
        var length = VectorMath.Normalize(query, values, metric);
        var residual = 0f;
        var scale = encode ? Int8Quantizer.EncodeQuery(Values, _floatStride, Codes, out residual) : 0;
        return new PreparedQuery(Values, Codes, scale, length, residual);
    }

    private static void* Align(void* pointer) => (void*)(((nuint)pointer + 63) & ~(nuint)63);
}
