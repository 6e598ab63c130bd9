using System.Runtime.InteropServices;

namespace Footnote.Retrieval.Dense;

/// <summary>Aligned memory that is freed at the latest when nothing refers to it any more.</summary>
internal sealed unsafe class NativeMemoryHandle : SafeHandle
{
    private readonly long _bytes;

    public NativeMemoryHandle(long bytes, int alignment)
        : base(0, ownsHandle: true)
    {
        _bytes = bytes;
        SetHandle((nint)NativeMemory.AlignedAlloc((nuint)bytes, (nuint)alignment));
        GC.AddMemoryPressure(bytes);
    }

    public override bool IsInvalid => handle == 0;

    public byte* Pointer => (byte*)handle;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        GC.RemoveMemoryPressure(_bytes);
        return true;
    }
}
