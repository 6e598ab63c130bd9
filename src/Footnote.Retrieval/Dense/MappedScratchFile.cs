using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// A file that holds the float32 vectors of one index while it lives. It only grows; every growth maps the whole file again, and earlier
/// mappings stay valid and see the same bytes.
/// </summary>
internal sealed partial class MappedScratchFile : IDisposable
{
    private readonly FileStream _file;
    private MemoryBlock? _latest;

    public MappedScratchFile(string path)
    {
        _file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            Options = FileOptions.DeleteOnClose | FileOptions.RandomAccess,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    /// <summary>Maps the file at a length that is at least what it was.</summary>
    /// <exception cref="IOException">The disk cannot hold it.</exception>
    public MemoryBlock Map(long bytes)
    {
        // A sparse file would be found too large for its disk only when a page of it is touched, which ends the process.
        var error = Allocate(_file.SafeFileHandle, 0, Math.Max(bytes, 1));
        if (error != 0)
        {
            throw new IOException($"The vector file cannot grow to {bytes} bytes (error {error}).");
        }

        const MemoryMappedFileAccess Access = MemoryMappedFileAccess.ReadWrite;
        using var map = MemoryMappedFile.CreateFromFile(_file, null, 0, Access, HandleInheritability.None, leaveOpen: true);
        _latest = new MappedBlock(map.CreateViewAccessor(0, bytes, Access), bytes);
        return _latest;
    }

    /// <summary>Whether the block is the latest mapping of this file.</summary>
    public bool Holds(MemoryBlock block) => block == _latest;

    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int Allocate(SafeFileHandle file, long offset, long length);
}
