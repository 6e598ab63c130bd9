using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// The files of a benchmark: vectors (mapped, so that they cost the process nothing of its own), queries and true neighbours.
/// </summary>
internal sealed unsafe class BenchmarkVectors : IDisposable
{
    private readonly MappedBlock _vectors;
    private readonly int _dimensions;
    private readonly float[] _queries;
    private readonly int[] _truth;
    private readonly int _truthWidth;

    private BenchmarkVectors(string name, int dimensions, MappedBlock vectors, (float[] Queries, int[] Truth) asked)
    {
        Name = name;
        _dimensions = dimensions;
        _vectors = vectors;
        (_queries, _truth) = asked;
        QueryCount = _queries.Length / dimensions;
        _truthWidth = _truth.Length / QueryCount;
        Count = (int)(vectors.Length / (dimensions * sizeof(float)));
    }

    /// <summary>The name of the folder that holds the vectors.</summary>
    public string Name { get; }

    public int Count { get; }

    public int QueryCount { get; }

    public ReadOnlySpan<float> Vectors => new(_vectors.Pointer, (int)Math.Min(_vectors.Length / sizeof(float), int.MaxValue));

    public static BenchmarkVectors Open(VectorBenchmarkOptions options)
    {
        var queries = Read<float>(options.Queries);
        var truth = Read<int>(options.Truth);
        var count = queries.Length / Math.Max(options.Dimensions, 1);
        var bytes = new FileInfo(options.Vectors).Length;
        if (count == 0 || queries.Length % options.Dimensions != 0 || bytes == 0 || bytes % (options.Dimensions * sizeof(float)) != 0)
        {
            throw new ArgumentException($"The files do not hold whole rows of {options.Dimensions} numbers.", nameof(options));
        }

        if (truth.Length % count != 0 || truth.Length / count < 10)
        {
            throw new ArgumentException($"{truth.Length} true ids are not 10 or more for each of {count} queries.", nameof(options));
        }

        if (bytes / sizeof(float) > int.MaxValue)
        {
            throw new ArgumentException("More than 2^31 numbers do not fit one run.", nameof(options));
        }

        using var map = MemoryMappedFile.CreateFromFile(options.Vectors, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        var block = new MappedBlock(map.CreateViewAccessor(0, bytes, MemoryMappedFileAccess.Read), bytes);
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(options.Vectors))) ?? "";
        return new BenchmarkVectors(folder, options.Dimensions, block, (queries, truth));
    }

    public ReadOnlySpan<float> Query(int index) => _queries.AsSpan(index * _dimensions, _dimensions);

    /// <summary>How many of the results are among as many true neighbours as are wanted.</summary>
    public int CountTrue(int query, ReadOnlySpan<ScoredId> results)
    {
        var truth = _truth.AsSpan(query * _truthWidth, 10);
        var count = 0;
        foreach (var result in results)
        {
            count += truth.Contains(result.Id) ? 1 : 0;
        }

        return count;
    }

    public void Dispose() => _vectors.Dispose();

    private static T[] Read<T>(string path)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(path)).ToArray();
}
