using System.Buffers.Binary;

namespace Footnote.Knowledge.Bulk;

/// <summary>Looks at the end of a zip file before it is read, so that its table of contents cannot exhaust the memory.</summary>
internal static class CentralDirectory
{
    private const int EndRecord = 22;
    private const int Zip64Locator = 20;
    private const int Zip64Record = 56;
    private const int LongestComment = ushort.MaxValue;

    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8);

    /// <summary>Bytes from the start of the table of contents to the end of the file; null when the file is no zip.</summary>
    public static long? SizeOf(FileStream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndRecord + LongestComment + Zip64Locator)];
        var tailStart = file.Length - tail.Length;
        ReadAt(file, tailStart, tail);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndRecord > tail.Length)
        {
            return null;
        }

        long offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (offset == uint.MaxValue)
        {
            if (Zip64Offset(file, tail, end) is not { } large)
            {
                return null;
            }

            offset = large;
        }

        return offset >= 0 && offset <= file.Length ? file.Length - offset : null;
    }

    private static long? Zip64Offset(FileStream file, byte[] tail, int end)
    {
        var locator = end - Zip64Locator;
        if (locator < 0 || !tail.AsSpan(locator).StartsWith("PK\u0006\u0007"u8))
        {
            return null;
        }

        var at = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(locator + 8));
        if (at < 0 || at > file.Length - Zip64Record)
        {
            return null;
        }

        var record = new byte[Zip64Record];
        ReadAt(file, at, record);
        return record.AsSpan().StartsWith("PK\u0006\u0006"u8) ? BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)) : null;
    }

    private static void ReadAt(FileStream file, long position, byte[] buffer)
    {
        file.Position = position;
        file.ReadExactly(buffer);
    }
}
