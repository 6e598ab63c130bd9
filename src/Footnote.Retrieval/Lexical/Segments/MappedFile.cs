using System.IO.MemoryMappedFiles;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>A whole file mapped read-only.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Maps a file that is not empty.</summary>
    public MappedFile(string path)
    {
        Path = path;
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        Length = new FileInfo(path).Length;
        _view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        Start = (byte*)_view.SafeMemoryMappedViewHandle.DangerousGetHandle() + _view.PointerOffset;
    }

    public string Path { get; }

    public long Length { get; }

    public byte* Start { get; }

    /// <summary>Holds the mapping until <see cref="Release"/>; throws <see cref="ObjectDisposedException"/> when it is gone.</summary>
    public void Hold()
    {
        var held = false;
        _view.SafeMemoryMappedViewHandle.DangerousAddRef(ref held);
    }

    public void Release() => _view.SafeMemoryMappedViewHandle.DangerousRelease();

    /// <summary>Unmaps the file as soon as nobody holds it; without this call the handle's finalizer does.</summary>
    public void Dispose() => _view.Dispose();
}
