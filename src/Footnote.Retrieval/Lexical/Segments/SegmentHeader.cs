using System.Runtime.InteropServices;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>The first 256 bytes of a segment, little-endian. Part of the file format.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = ByteCount)]
internal struct SegmentHeader
{
    public const int ByteCount = 256;

    /// <summary>"FNLEXSEG" read as a little-endian number.</summary>
    public const ulong ExpectedMagic = 0x4745_5358_454C_4E46;

    /// <summary>Version of the layout; readers refuse any other.</summary>
    public const uint CurrentVersion = 1;

    /// <summary>Grows when an analyzer gives other terms than before, for old terms would not be found any more.</summary>
    public const uint CurrentAnalysis = 1;

    public ulong Magic;
    public uint Version;
    public uint Analysis;
    public int Documents;
    public int Terms;
    public int Blocks;
    public int HashSlots;
    public long TotalLength;
    public float K1;
    public float B;
    public float AverageLength;
    public int TitleWeight;
    public int HeadingWeight;
    public int Words;
    public uint Ids;
    public uint Lengths;
    public uint TitleEnds;
    public uint HeadingEnds;
    public uint Languages;
    public uint Hash;
    public uint TermOffsets;
    public uint TermBytes;
    public uint TermEntries;
    public uint BlockEntries;
    public uint WordOffsets;
    public uint WordBytes;
    public uint WordCounts;
    public uint Data;
    public uint Positions;

    /// <summary>Length of the segment without the four bytes of the checksum behind it.</summary>
    public uint End;
}
