using System.Security.Cryptography;
using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Tests.Lexical;

/// <summary>
/// What reaches the disk is frozen: the bytes of a small index, the hash of terms inside it, the numbers of languages. A change here
/// means a new
/// format version, or indexes that are silently rebuilt.
/// </summary>
public sealed class LexicalFormatTests : IDisposable
{
    private const string SegmentHash = "4840f59b46f5fd0c";
    private const string ManifestHash = "6e6d06a390b7ee98";

    private readonly string _folder = Directory.CreateTempSubdirectory("lexical-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Snapshot_bytes_of_a_fixed_index_are_frozen()
    {
        using var index = new LexicalIndex(new LexicalIndexOptions { TitleWeight = 2 });
        for (var id = 0; id < 300; id++)
        {
            var text = $"common text number{id % 7} Überweisung {new string('x', id % 40)} rare{id}";
            index.Upsert(new LexicalDocument(id, $"Title {id % 5}", id % 2 == 0 ? "Chapter" : "", text, "en"));
        }

        index.Upsert(new LexicalDocument(300, "", "", "Kontoführung ist kostenlos", "de"));
        index.Delete(7);
        index.Commit();
        index.Delete(8);
        index.Commit();
        index.Save(_folder, 12_345);

        var files = Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(["lexical.manifest", "segment-000001.fnl"], files);
        Assert.Equal((SegmentHash, ManifestHash), (Hash("segment-000001.fnl"), Hash("lexical.manifest")));
    }

    [Fact]
    public void Segment_begins_with_its_magic_and_version()
    {
        using var index = new LexicalIndex(new LexicalIndexOptions());
        index.Upsert(new LexicalDocument(0, "", "", "text", "en"));
        index.Commit();
        index.Save(_folder);
        var bytes = File.ReadAllBytes(Path.Combine(_folder, "segment-000001.fnl"));
        Assert.Equal("FNLEXSEG"u8.ToArray(), bytes[..8]);
        Assert.Equal(1, BitConverter.ToInt32(bytes, 8));
        Assert.Equal("FNLEXMAN"u8.ToArray(), File.ReadAllBytes(Path.Combine(_folder, "lexical.manifest"))[..8]);
    }

    private string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, name))))[..16];
}
