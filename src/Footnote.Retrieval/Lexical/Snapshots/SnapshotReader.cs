using System.Runtime.InteropServices;
using Footnote.Retrieval.Lexical.Search;
using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Snapshots;

/// <summary>Opens a snapshot of the index and refuses anything that is not exactly what was written.</summary>
internal static class SnapshotReader
{
    public static (IReadOnlyList<SegmentView> Segments, long Position) Read(string folder, LexicalIndexOptions options)
    {
        folder = Path.GetFullPath(folder);
        var manifest = SnapshotManifest.Parse(File.ReadAllBytes(Path.Combine(folder, SnapshotManifest.FileName)));
        var views = new List<SegmentView>();
        var files = new List<MappedFile>();
        try
        {
            var first = 0;
            foreach (var part in manifest.Parts)
            {
                var segment = OpenSegment(folder, part, options, files);
                views.Add(new SegmentView(segment, part.Live, segment.Documents, first));
                first += segment.Documents;
            }
        }
        catch
        {
            files.ForEach(file => file.Dispose());
            throw;
        }

        return (views, manifest.Position);
    }

    private static unsafe IndexSegment OpenSegment(
        string folder, SnapshotManifest.Part part, LexicalIndexOptions options, List<MappedFile> files)
    {
        var name = SnapshotManifest.SegmentFileName(part.Number);
        var path = Path.Combine(folder, name);
        var length = File.Exists(path) ? new FileInfo(path).Length : -1;
        if (length != part.Length || length < SegmentHeader.ByteCount + 4)
        {
            throw new InvalidDataException(
                $"{name} of the lexical snapshot is missing or cut off: {length} bytes instead of {part.Length}.");
        }

        var file = new MappedFile(path);
        files.Add(file);
        var bytes = new ReadOnlySpan<byte>(file.Start, (int)length);
        if (Checksum.Of(bytes[..^4]) != part.Checksum || MemoryMarshal.Read<uint>(bytes[^4..]) != part.Checksum)
        {
            throw new InvalidDataException($"{name} of the lexical snapshot is damaged: its checksum differs.");
        }

        var header = MemoryMarshal.Read<SegmentHeader>(bytes);
        if (header.Magic != SegmentHeader.ExpectedMagic || header.Version != SegmentHeader.CurrentVersion
            || header.Analysis != SegmentHeader.CurrentAnalysis || header.End + 4 != length)
        {
            throw new InvalidDataException(
                $"{name} of the lexical snapshot has another format or other analyzers; the index must be rebuilt.");
        }

        if (header.TitleWeight != options.TitleWeight || header.HeadingWeight != options.HeadingWeight)
        {
            throw new InvalidDataException(
                $"The lexical snapshot was made with title weight {header.TitleWeight} and heading weight {header.HeadingWeight}; "
                + "the index must be rebuilt.");
        }

        if (part.Live is not null && part.Live.Length != (header.Documents + 63) / 64)
        {
            throw new InvalidDataException($"The deletions of {name} in the lexical snapshot have the wrong size.");
        }

        var segment = new IndexSegment(file);
        segment.RememberFile(folder, part.Number);
        return segment;
    }
}
