using System.Runtime.InteropServices;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// Memory outside the managed heap, aligned to cache lines; blocks of some megabytes ask for huge pages, which spare a graph walk most of
/// its address translation misses. Pages that are never written never become resident.
/// </summary>
internal sealed unsafe partial class NativeBlock : MemoryBlock
{
    private const int CacheLine = 64;
    private const int HugePage = 2 << 20;
    private const long HugePageMinimum = 4L * HugePage;
    private const int AdviseHugePage = 14;
    private readonly NativeMemoryHandle _memory;

    public NativeBlock(long bytes)
    {
        var huge = bytes >= HugePageMinimum;
        _memory = new NativeMemoryHandle(Math.Max(bytes, CacheLine), huge ? HugePage : CacheLine);
        Pointer = _memory.Pointer;
        Length = bytes;
        if (huge)
        {
            _ = Advise(Pointer, (nuint)(bytes / HugePage * HugePage), AdviseHugePage);
        }
    }

    public override void Dispose() => _memory.Dispose();

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
