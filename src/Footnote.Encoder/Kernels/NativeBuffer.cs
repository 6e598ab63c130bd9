using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Footnote.Encoder.Kernels;

/// <summary>Zeroed memory that does not move, aligned to a cache line. The contents are lost when it grows.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const int Alignment = 64;

    private byte[] _pinned = [];

    public NativeBuffer(long bytes = 0)
    {
        if (bytes > 0)
        {
            Reserve(bytes);
        }
    }

    public long Length { get; private set; }

    public byte* Bytes { get; private set; }

    public float* Floats => (float*)Bytes;

    public int* Ints => (int*)Bytes;

    /// <summary>Makes room for at least so many bytes and a vector beyond them, which kernels may touch.</summary>
    public byte* Reserve(long bytes)
    {
        if (bytes > Length || Bytes is null)
        {
            _pinned = GC.AllocateArray<byte>(checked((int)(bytes + (2 * Alignment))), pinned: true);
            nint start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_pinned));
            Bytes = (byte*)((start + Alignment - 1) & -Alignment);
            Length = bytes;
        }

        return Bytes;
    }

    public float* ReserveFloats(long count) => (float*)Reserve(count * sizeof(float));

    public void Dispose()
    {
        _pinned = [];
        Bytes = null;
        Length = 0;
    }
}
