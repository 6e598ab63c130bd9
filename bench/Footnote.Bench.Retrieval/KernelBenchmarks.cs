using BenchmarkDotNet.Attributes;
using Footnote.Retrieval.Dense;

namespace Footnote.Bench.Retrieval;

/// <summary>One inner product of 384 numbers.</summary>
[MemoryDiagnoser]
public unsafe class KernelBenchmarks
{
    private readonly float[] _a = GC.AllocateArray<float>(Corpus.Dimensions, pinned: true);
    private readonly float[] _b = GC.AllocateArray<float>(Corpus.Dimensions, pinned: true);
    private readonly short[] _query = GC.AllocateArray<short>(Corpus.Dimensions, pinned: true);
    private readonly sbyte[] _row = GC.AllocateArray<sbyte>(Corpus.Dimensions, pinned: true);

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(5);
        for (var i = 0; i < Corpus.Dimensions; i++)
        {
            (_a[i], _b[i]) = (random.NextSingle(), random.NextSingle());
            (_query[i], _row[i]) = ((short)random.Next(-Int8Kernels.MaxQueryCode, Int8Kernels.MaxQueryCode), (sbyte)random.Next(-127, 128));
        }
    }

    [Benchmark(Description = "float32, best of this machine")]
    public float Float()
    {
        fixed (float* a = _a, b = _b)
        {
            return FloatKernels.Dot(a, b, Corpus.Dimensions);
        }
    }

    [Benchmark(Description = "float32, portable")]
    public float FloatPortable()
    {
        fixed (float* a = _a, b = _b)
        {
            return FloatKernels.DotPortable(a, b, Corpus.Dimensions);
        }
    }

    [Benchmark(Description = "int8 row, 12-bit query, best of this machine")]
    public int Int8()
    {
        fixed (short* query = _query)
        fixed (sbyte* row = _row)
        {
            return Int8Kernels.Dot(query, row, Corpus.Dimensions);
        }
    }
}
