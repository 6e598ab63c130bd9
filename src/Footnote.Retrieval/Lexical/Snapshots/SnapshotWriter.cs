using System.Globalization;
using System.Runtime.InteropServices;
using Footnote.Retrieval.Lexical.Search;

namespace Footnote.Retrieval.Lexical.Snapshots;

/// <summary>Writes a snapshot of the index into a folder.</summary>
internal static class SnapshotWriter
{
    private const string Temporary = ".tmp";

    public static void Write(string folder, IndexSnapshot snapshot, long position)
    {
        folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(folder);
        var manifest = new SnapshotManifest { Position = position };
        var next = NextNumber(folder);
        var written = new List<string>();
        try
        {
            foreach (var view in snapshot.Segments)
            {
                var segment = view.Segment;
                var number = segment.NumberIn(folder);
                if (number < 0 || !File.Exists(Path.Combine(folder, SnapshotManifest.SegmentFileName(number))))
                {
                    number = next++;
                    var path = Path.Combine(folder, SnapshotManifest.SegmentFileName(number));
                    written.Add(path);
                    WriteFile(path, segment.Bytes);
                }

                var checksum = MemoryMarshal.Read<uint>(segment.Bytes[^4..]);
                manifest.Parts.Add(new SnapshotManifest.Part(number, segment.Bytes.Length, checksum, view.Live));
            }

            WriteFile(Path.Combine(folder, SnapshotManifest.FileName), manifest.ToBytes());
        }
        catch
        {
            written.ForEach(TryDelete);
            throw;
        }

        for (var i = 0; i < snapshot.Segments.Length; i++)
        {
            snapshot.Segments[i].Segment.RememberFile(folder, manifest.Parts[i].Number);
        }

        DeleteUnused(folder, manifest);
    }

    /// <summary>Writes under another name, forces the bytes to the disk and renames: the name never stands for half a file.</summary>
    private static void WriteFile(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = path + Temporary;
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    private static int NextNumber(string folder)
    {
        var highest = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "segment-*"))
        {
            var name = Path.GetFileName(path).AsSpan()["segment-".Length..];
            var dot = name.IndexOf('.');
            if (dot > 0 && int.TryParse(name[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                highest = Math.Max(highest, number);
            }
        }

        return highest + 1;
    }

    private static void DeleteUnused(string folder, SnapshotManifest manifest)
    {
        var used = manifest.Parts.Select(part => SnapshotManifest.SegmentFileName(part.Number)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "segment-*"))
        {
            if (!used.Contains(Path.GetFileName(path)))
            {
                TryDelete(path);
            }
        }
    }

    /// <summary>A file that cannot be deleted now is deleted by the next snapshot.</summary>
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
            // left to the next snapshot
        }
        catch (UnauthorizedAccessException)
        {
            // left to the next snapshot
        }
    }
}
