using System.IO.MemoryMappedFiles;
using Footnote.Encoder.Formats;
using Footnote.Encoder.Kernels;

namespace Footnote.Encoder.Model;

/// <summary>
/// The word embeddings, mapped from the file and widened row by row: only the rows that texts use come into memory. Thread-safe until
/// disposed.
/// </summary>
internal sealed unsafe class EmbeddingTable : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _rows;
    private readonly TensorType _type;
    private readonly int _rowBytes;

    public EmbeddingTable(string path, TensorEntry entry)
    {
        RowCount = (int)entry.Shape[0];
        Width = (int)entry.Shape[1];
        _type = entry.Type;
        _rowBytes = Width * entry.ElementSize;
        _file = MemoryMappedFile.CreateFromFile(
            File.OpenHandle(path), mapName: null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(entry.Offset, entry.Length, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _rows = start + _view.PointerOffset;
    }

    public int RowCount { get; }

    public int Width { get; }

    public void CopyRow(int id, Span<float> destination) =>
        WeightConversion.ToSingle(new ReadOnlySpan<byte>(_rows + ((long)id * _rowBytes), _rowBytes), _type, destination);

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
