using System.Buffers.Binary;

namespace Footnote.Knowledge.Reading.Ocr;

/// <summary>Counts the pages of a TIFF file by following its chain of directories.</summary>
internal static class TiffPages
{
    private const int MaximumPages = 10_000;
    private const int HeaderBytes = 8;
    private const int EntryBytes = 12;

    /// <summary>Null for a file that is no TIFF; at least 1 otherwise.</summary>
    public static int? Count(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
        {
            return null;
        }

        bool isLittle = header[..4].SequenceEqual("II*\0"u8);
        if (!isLittle && !header[..4].SequenceEqual("MM\0*"u8))
        {
            return null;
        }

        var pages = 0;
        var seen = new HashSet<uint>();
        var next = Number(header[4..], isLittle);
        while (next != 0 && seen.Add(next) && pages < MaximumPages)
        {
            pages++;
            next = Next(stream, next, isLittle);
        }

        return Math.Max(pages, 1);
    }

    /// <summary>Where the following directory lies; 0 when this one is the last or damaged.</summary>
    private static uint Next(Stream stream, uint directory, bool isLittle)
    {
        Span<byte> number = stackalloc byte[4];
        stream.Position = directory;
        if (stream.ReadAtLeast(number[..2], 2, throwOnEndOfStream: false) < 2)
        {
            return 0;
        }

        var entries = isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(number) : BinaryPrimitives.ReadUInt16BigEndian(number);
        stream.Position = directory + 2L + (entries * (long)EntryBytes);
        return stream.ReadAtLeast(number, 4, throwOnEndOfStream: false) < 4 ? 0 : Number(number, isLittle);
    }

    private static uint Number(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
