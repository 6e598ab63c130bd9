using System.IO.MemoryMappedFiles;

namespace Footnote.Retrieval.Dense;

/// <summary>A mapped stretch of a file.</summary>
internal sealed unsafe class MappedBlock : MemoryBlock
{
    private readonly MemoryMappedViewAccessor _view;
    private bool _disposed;

    /// <summary>Takes over the view.</summary>
    public MappedBlock(MemoryMappedViewAccessor view, long bytes)
    {
        _view = view;
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        Pointer = pointer + view.PointerOffset;
        Length = bytes;
    }

    public override bool IsResident => false;

    public override void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
        }
    }
}
