using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Footnote.Encoder.Kernels;
using Microsoft.Win32.SafeHandles;

namespace Footnote.Encoder.Formats;

/// <summary>
/// A file of named tensors: eight bytes of header length, a JSON header with type, shape and place of each tensor, then the data.
/// Every entry is checked against the length of the file before anything is read. Not thread-safe.
/// </summary>
internal sealed class SafetensorsFile : IDisposable
{
    private const long MaxHeaderLength = 100_000_000;

    private readonly SafeFileHandle _handle;
    private readonly Dictionary<string, TensorEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _foreign = new(StringComparer.Ordinal);
    private byte[] _buffer = [];

    private SafetensorsFile(string path, SafeFileHandle handle)
    {
        Path = path;
        _handle = handle;
    }

    public string Path { get; }

    public IReadOnlyCollection<string> Names => _entries.Keys;

    public static SafetensorsFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new ModelFormatException(path, null, "a safetensors file", "no file");
        }

        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        SafetensorsFile? opened = null;
        try
        {
            var file = new SafetensorsFile(path, handle);
            file.ReadHeader();
            opened = file;
            return file;
        }
        finally
        {
            if (opened is null)
            {
                handle.Dispose();
            }
        }
    }

    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>The entry of a tensor of exactly this shape.</summary>
    /// <exception cref="ModelFormatException">It is missing or shaped otherwise.</exception>
    public TensorEntry Require(string name, params ReadOnlySpan<int> shape)
    {
        string wanted = "a tensor of shape [" + string.Join(", ", shape.ToArray()) + "]";
        if (!_entries.TryGetValue(name, out TensorEntry? entry))
        {
            throw _foreign.TryGetValue(name, out string? type)
                ? new ModelFormatException(Path, name, "numbers of type F32, F16 or BF16", "type " + type)
                : new ModelFormatException(Path, name, wanted, "no such tensor");
        }

        bool same = entry.Shape.Length == shape.Length;
        for (int i = 0; same && i < shape.Length; i++)
        {
            same = entry.Shape[i] == shape[i];
        }

        return same ? entry : throw new ModelFormatException(Path, name, wanted, "shape " + entry.ShapeText);
    }

    /// <summary>Reads a tensor as floats. The values are checked to be finite.</summary>
    public float[] Read(string name, params ReadOnlySpan<int> shape)
    {
        TensorEntry entry = Require(name, shape);
        var values = new float[entry.Length / entry.ElementSize];
        Read(entry, values);
        return values;
    }

    /// <summary>As <see cref="Read(string, ReadOnlySpan{int})"/>, into memory of exactly its size.</summary>
    public void Read(TensorEntry entry, Span<float> values)
    {
        if (entry.Type == TensorType.F32 && BitConverter.IsLittleEndian)
        {
            Fill(entry, MemoryMarshal.AsBytes(values));
        }
        else
        {
            if (_buffer.Length < entry.Length)
            {
                _buffer = GC.AllocateUninitializedArray<byte>((int)entry.Length);
            }

            Span<byte> raw = _buffer.AsSpan(0, (int)entry.Length);
            Fill(entry, raw);
            WeightConversion.ToSingle(raw, entry.Type, values);
        }

        if (!WeightConversion.AllFinite(values))
        {
            throw new ModelFormatException(Path, entry.Name, "finite numbers", "infinity or not-a-number");
        }
    }

    public void Dispose() => _handle.Dispose();

    private void Fill(TensorEntry entry, Span<byte> destination)
    {
        int done = 0;
        while (done < destination.Length)
        {
            int read = RandomAccess.Read(_handle, destination[done..], entry.Offset + done);
            if (read == 0)
            {
                throw new ModelFormatException(Path, entry.Name, Invariant($"{entry.Length} bytes"),
                    Invariant($"end of file after {done}"));
            }

            done += read;
        }
    }

    private void ReadHeader()
    {
        long length = RandomAccess.GetLength(_handle);
        Span<byte> prefix = stackalloc byte[8];
        if (length < 8 || RandomAccess.Read(_handle, prefix, 0) != 8)
        {
            throw new ModelFormatException(Path, null, "a header length of 8 bytes", Invariant($"{length} bytes in all"));
        }

        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength < 2 || headerLength > MaxHeaderLength || (long)headerLength > length - 8)
        {
            string expected = Invariant($"a header of 2 to {Math.Min(MaxHeaderLength, length - 8)} bytes");
            throw new ModelFormatException(Path, null, expected,
                Invariant($"a header length of {headerLength} (truncated, or another format)"));
        }

        var header = new byte[headerLength];
        Fill(new TensorEntry("header", TensorType.F32, [], 8, header.Length), header);
        try
        {
            using JsonDocument document = JsonDocument.Parse(header);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (!property.NameEquals("__metadata__"))
                {
                    AddEntry(property, 8 + (long)headerLength, length);
                }
            }
        }
        catch (Exception exception) when (
            exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            const string Expected = "a JSON header with dtype, shape and data_offsets of each tensor";
            throw new ModelFormatException(Path, null, Expected, "something else", exception);
        }
    }

    private void AddEntry(JsonProperty property, long dataStart, long fileLength)
    {
        string name = property.Name;
        string? typeName = property.Value.GetProperty("dtype").GetString();
        if (!Enum.TryParse(typeName, out TensorType type) || !string.Equals(type.ToString(), typeName, StringComparison.Ordinal))
        {
            // integers such as position_ids are part of some files and never read
            _foreign[name] = typeName ?? "nothing";
            return;
        }

        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(value => value.GetInt64())];
        JsonElement offsets = property.Value.GetProperty("data_offsets");
        long start = offsets[0].GetInt64();
        long end = offsets[1].GetInt64();
        if (start < 0 || end < start || end > fileLength - dataStart)
        {
            string expected = Invariant($"data within the {fileLength - dataStart} bytes of the file");
            throw new ModelFormatException(Path, name, expected, Invariant($"bytes {start} to {end} (truncated file?)"));
        }

        var entry = new TensorEntry(name, type, shape, dataStart + start, end - start);
        Int128 bytes = entry.ElementSize;
        foreach (long dimension in shape)
        {
            bytes *= dimension is < 0 or > int.MaxValue ? -1 : dimension;
        }

        if (bytes != entry.Length || entry.Length > int.MaxValue)
        {
            throw new ModelFormatException(Path, name, Invariant($"{bytes} bytes for shape {entry.ShapeText}"),
                Invariant($"{entry.Length} bytes"));
        }

        _entries.Add(name, entry);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
