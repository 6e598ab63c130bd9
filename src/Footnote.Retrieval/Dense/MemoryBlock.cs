namespace Footnote.Retrieval.Dense;

/// <summary>A piece of memory at a fixed address that the index owns: allocated, or mapped from a file.</summary>
internal abstract unsafe class MemoryBlock : IDisposable
{
    public byte* Pointer { get; protected init; }

    public long Length { get; protected init; }

    /// <summary>Whether the bytes are the process's own rather than pages of a file that the kernel can drop.</summary>
    public virtual bool IsResident => true;

    public abstract void Dispose();
}
