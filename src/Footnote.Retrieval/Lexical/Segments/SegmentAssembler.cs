using System.Runtime.InteropServices;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>Lays documents, dictionary and postings out as one block of bytes, the same in memory and on disk.</summary>
internal static class SegmentAssembler
{
    private const int Alignment = 64;

    /// <summary>The segment with its checksum; terms are in the order of their bytes, as the entries of the postings are.</summary>
    public static byte[] Assemble(
        LexicalIndexOptions options, DocumentTable documents, TermTable terms, WordTable words, PostingsWriter postings)
    {
        var hash = BuildHash(terms.Bytes.Written, terms.Offsets);
        var header = new SegmentHeader
        {
            Magic = SegmentHeader.ExpectedMagic,
            Version = SegmentHeader.CurrentVersion,
            Analysis = SegmentHeader.CurrentAnalysis,
            Documents = documents.Count,
            Terms = postings.Terms.Count,
            Blocks = postings.Blocks.Count,
            HashSlots = hash.Length,
            TotalLength = documents.TotalLength,
            K1 = options.K1,
            B = options.B,
            AverageLength = documents.AverageLength,
            TitleWeight = options.TitleWeight,
            HeadingWeight = options.HeadingWeight,
            Words = words.Counts.Count,
        };
        var end = (long)SegmentHeader.ByteCount;
        header.Ids = Place(ref end, documents.Count * 4L);
        header.Lengths = Place(ref end, documents.Count * 2L);
        header.TitleEnds = Place(ref end, documents.Count * 2L);
        header.HeadingEnds = Place(ref end, documents.Count * 2L);
        header.Languages = Place(ref end, documents.Count);
        header.Hash = Place(ref end, hash.Length * 4L);
        header.TermOffsets = Place(ref end, terms.Offsets.Count * 4L);
        header.TermBytes = Place(ref end, terms.Bytes.Length);
        header.TermEntries = Place(ref end, postings.Terms.Count * (long)TermEntry.Size);
        header.BlockEntries = Place(ref end, postings.Blocks.Count * (long)BlockEntry.Size);
        header.WordOffsets = Place(ref end, words.Offsets.Count * 4L);
        header.WordBytes = Place(ref end, words.Bytes.Length);
        header.WordCounts = Place(ref end, words.Counts.Count * 4L);
        header.Data = Place(ref end, postings.Data.Length);
        header.Positions = Place(ref end, postings.Positions.Length);
        header.End = Place(ref end, 4);
        if (end > Array.MaxLength)
        {
            throw new InvalidOperationException("A segment may not grow beyond 2 GB.");
        }

        return Fill(in header, documents, terms, hash, words, postings);
    }

    private static byte[] Fill(
        in SegmentHeader header, DocumentTable documents, TermTable terms, uint[] hash, WordTable words, PostingsWriter postings)
    {
        // pinned, since readers go through pointers
        var image = GC.AllocateArray<byte>((int)header.End + 4, pinned: true);
        MemoryMarshal.Write(image, in header);
        Copy(image, header.Ids, CollectionsMarshal.AsSpan(documents.Ids));
        Copy(image, header.Lengths, CollectionsMarshal.AsSpan(documents.Lengths));
        Copy(image, header.TitleEnds, CollectionsMarshal.AsSpan(documents.TitleEnds));
        Copy(image, header.HeadingEnds, CollectionsMarshal.AsSpan(documents.HeadingEnds));
        Copy(image, header.Languages, CollectionsMarshal.AsSpan(documents.Languages));
        Copy<uint>(image, header.Hash, hash);
        Copy(image, header.TermOffsets, CollectionsMarshal.AsSpan(terms.Offsets));
        Copy(image, header.TermBytes, terms.Bytes.Written);
        Copy(image, header.TermEntries, CollectionsMarshal.AsSpan(postings.Terms));
        Copy(image, header.BlockEntries, CollectionsMarshal.AsSpan(postings.Blocks));
        Copy(image, header.WordOffsets, CollectionsMarshal.AsSpan(words.Offsets));
        Copy(image, header.WordBytes, words.Bytes.Written);
        Copy(image, header.WordCounts, CollectionsMarshal.AsSpan(words.Counts));
        Copy(image, header.Data, postings.Data.Written);
        Copy(image, header.Positions, postings.Positions.Written);
        var checksum = Checksum.Of(image.AsSpan(0, (int)header.End));
        MemoryMarshal.Write(image.AsSpan((int)header.End), in checksum);
        return image;
    }

    private static uint Place(ref long end, long length)
    {
        var start = (end + Alignment - 1) / Alignment * Alignment;
        end = start + length;
        return checked((uint)start);
    }

    private static void Copy<T>(byte[] image, uint offset, ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).CopyTo(image.AsSpan((int)offset));

    private static void Copy<T>(byte[] image, uint offset, Span<T> values)
        where T : unmanaged => Copy(image, offset, (ReadOnlySpan<T>)values);

    /// <summary>Open addressing with linear probing; a slot holds the ordinal of a term plus one.</summary>
    private static uint[] BuildHash(ReadOnlySpan<byte> bytes, List<uint> offsets)
    {
        var count = offsets.Count - 1;
        var slots = new uint[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, count + (count / 2)))];
        var mask = (uint)slots.Length - 1;
        for (var i = 0; i < count; i++)
        {
            var slot = TermHash.Of(bytes[(int)offsets[i]..(int)offsets[i + 1]]) & mask;
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            slots[slot] = (uint)i + 1;
        }

        return slots;
    }
}
