using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Footnote.Evaluation.Retrieval;

/// <summary>
/// Passage vectors on disk, by model and text: one file per model in the user's cache folder, records of a SHA-256 and a float32 vector. A
/// torn or damaged record is ignored. One process at a time adds to a file; others read it as it stands.
/// </summary>
internal sealed class VectorCache
{
    private const int KeyBytes = 32;
    private const double UnitTolerance = 1e-3;

    private readonly Dictionary<UInt128, float[]> _vectors = [];
    private readonly string _path;
    private readonly int _dimensions;

    public VectorCache(string folder, string modelId, int dimensions)
    {
        var name = string.Concat(modelId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' ? c : '_'));
        _path = Path.Combine(folder, $"{name}.{dimensions}.vectors");
        _dimensions = dimensions;
    }

    private int RecordBytes => KeyBytes + (_dimensions * sizeof(float));

    /// <summary>$XDG_CACHE_HOME/footnote/vectors, or ~/.cache/footnote/vectors.</summary>
    public static string DefaultFolder(string? cacheHome, string home) =>
        Path.Combine(string.IsNullOrEmpty(cacheHome) ? Path.Combine(home, ".cache") : cacheHome, "footnote", "vectors");

    /// <summary>Reads the vectors of the texts asked for, as far as the file has them.</summary>
    public IReadOnlyList<float[]?> Read(IReadOnlyList<string> texts)
    {
        var keys = texts.Select(KeyOf).ToArray();
        Load(keys.Select(Short).ToHashSet());
        return [.. keys.Select(key => _vectors.GetValueOrDefault(Short(key)))];
    }

    /// <summary>Adds vectors. When the file cannot be written (another process does, the disk is full) they are simply not kept.</summary>
    public void Add(IReadOnlyList<string> texts, IReadOnlyList<float[]> vectors)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            file.Position = file.Length - (file.Length % RecordBytes);
            for (var i = 0; i < texts.Count; i++)
            {
                file.Write(KeyOf(texts[i]));
                file.Write(MemoryMarshal.AsBytes(vectors[i].AsSpan()));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // the cache saves time and nothing else
            _vectors.Clear();
        }
    }

    private static byte[] KeyOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static UInt128 Short(byte[] key) => BinaryPrimitives.ReadUInt128LittleEndian(key);

    private void Load(HashSet<UInt128> wanted)
    {
        if (!File.Exists(_path))
        {
            return;
        }

        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 20);
        var record = new byte[RecordBytes];
        while (file.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) == record.Length)
        {
            var key = BinaryPrimitives.ReadUInt128LittleEndian(record);
            if (wanted.Contains(key) && ToVector(record) is { } vector)
            {
                _vectors[key] = vector;
            }
        }
    }

    private static float[]? ToVector(byte[] record)
    {
        var vector = MemoryMarshal.Cast<byte, float>(record.AsSpan(KeyBytes)).ToArray();
        var length = Math.Sqrt(vector.Sum(x => (double)x * x));
        return Math.Abs(length - 1) < UnitTolerance ? vector : null;
    }
}
