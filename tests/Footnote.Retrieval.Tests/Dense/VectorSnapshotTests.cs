using System.IO.Compression;
using Footnote.Retrieval.Dense;

namespace Footnote.Retrieval.Tests.Dense;

public sealed class VectorSnapshotTests : IDisposable
{
    private const int Dimensions = 20;

    /// <summary>Ids 0 to 5 upserted one by one as [1,0,0], [0,1,0], [0,0,1], [1,1,0], [1,0,1], [1,1,1] with M 4, then 2 deleted.</summary>
    private const string Version1 =
        "H4sIAAAAAAACA3PzC4tgZGBgYGZAABYgZmNABSxMjcYMDA32DOiAEUI1QOmr5QIVDUwQtgRUSYWR210GAVR1oeGbWg6gqbMt07aGOQRmf1eNVrgDVOwAVGze"
        + "4Yl+YEci6X335neLAwsDSWDB50ds9QwUggE2oL6eUtsptZ8y/SxMjDYwfL1wmzUIa3yfYk2KGaAk9ff////M0LTLykA/ALKbCZp/QHb/RwMMBOSh2YGgPBPU"
        + "X+jyTEjuwCbPAjX7Pw7AMApGwSgYBaNgFIyCUTAKRsEoGEEAS59+CJnxmcXUHoTJtRWml1wzrM4K28MwOQ4AAEOfLfGAEQAA";

    private readonly string _folder = Directory.CreateTempSubdirectory("footnote-vectors-").FullName;

    [Theory]
    [InlineData(VectorStorage.Int8, 0)]
    [InlineData(VectorStorage.Float32, 0)]
    [InlineData(VectorStorage.Int8, int.MaxValue)]
    public void A_loaded_index_answers_as_the_saved_one_and_can_be_changed(VectorStorage storage, int threshold)
    {
        var vectors = TestVectors.Clustered(700, Dimensions, seed: 41);
        using var index = New(storage, threshold);
        Fill(index, vectors);
        for (var id = 0; id < 700; id += 7)
        {
            index.Delete(id);
        }

        index.Save(PathOf("a"));
        using var loaded = VectorIndex.Load(PathOf("a"), Options(storage, threshold));
        Assert.Equal(index.Count, loaded.Count);
        for (var query = 0; query < 50; query++)
        {
            Assert.Equal(index.Search(vectors[query], 10, ef: 100), loaded.Search(vectors[query], 10, ef: 100));
        }

        for (var id = 0; id < 700; id++)
        {
            loaded.Upsert(id, vectors[699 - id]);
        }

        Assert.Equal(700, loaded.Count);
        var found = Enumerable.Range(0, 700).Count(id => loaded.Search(vectors[id], 1, ef: 100)[0].Id == 699 - id);
        Assert.InRange(found, 690, 700);
        Assert.Equal(index.Search(vectors[1], 10, ef: 100), VectorIndexOf("a", storage, threshold, vectors[1]));
    }

    [Fact]
    public void Saving_over_the_snapshot_an_index_was_loaded_from_leaves_it_intact()
    {
        var vectors = TestVectors.Clustered(300, Dimensions, seed: 42);
        using var index = New();
        Fill(index, vectors);
        index.Save(PathOf("a"));
        using var loaded = VectorIndex.Load(PathOf("a"), Options());
        loaded.Upsert(1000, vectors[5]);
        loaded.Save(PathOf("a"));
        using var again = VectorIndex.Load(PathOf("a"), Options());
        Assert.Equal(300, index.Count);
        Assert.Equal(301, again.Count);
        Assert.Equal(loaded.Search(vectors[5], 5), again.Search(vectors[5], 5));
        Assert.Equal([PathOf("a")], Directory.GetFiles(_folder));
    }

    [Fact]
    public void An_empty_index_can_be_saved_and_loaded()
    {
        using var index = New();
        index.Save(PathOf("empty"));
        using var loaded = VectorIndex.Load(PathOf("empty"), Options());
        Assert.Equal(0, loaded.Count);
        Assert.Empty(loaded.Search(new float[Dimensions], 3));
        loaded.Upsert(3, TestVectors.Gaussian(new Random(1), Dimensions));
        Assert.Equal(1, loaded.Count);
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        var vectors = TestVectors.Clustered(60, Dimensions, seed: 43);
        using var index = New();
        Fill(index, vectors);
        index.Save(PathOf("a"));
        var bytes = File.ReadAllBytes(PathOf("a"));
        var header = SnapshotHeader.Parse(bytes);
        var meaningful = Enumerable.Range(0, SnapshotHeader.Size)
            .Concat(header.Parts.SelectMany(part => Enumerable.Range(0, (int)part.Length).Select(at => (int)part.Offset + at)))
            .ToArray();
        var random = new Random(6);
        for (var trial = 0; trial < 300; trial++)
        {
            var at = trial < SnapshotHeader.Size ? trial : meaningful[random.Next(meaningful.Length)];
            var flipped = (byte[])bytes.Clone();
            flipped[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(PathOf("b"), flipped);
            Assert.Throws<InvalidDataException>(() => VectorIndex.Load(PathOf("b"), Options()));
        }
    }

    [Fact]
    public void Every_truncation_is_noticed()
    {
        using var index = New();
        Fill(index, TestVectors.Clustered(60, Dimensions, seed: 44));
        index.Save(PathOf("a"));
        var bytes = File.ReadAllBytes(PathOf("a"));
        foreach (var length in (int[])[0, 1, 4, 100, 255, 256, 1000, bytes.Length / 2, bytes.Length - 1])
        {
            File.WriteAllBytes(PathOf("b"), bytes[..length]);
            Assert.Throws<InvalidDataException>(() => VectorIndex.Load(PathOf("b"), Options()));
        }
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_noticed_even_with_right_checksums()
    {
        using var index = New();
        Fill(index, TestVectors.Clustered(60, Dimensions, seed: 45));
        index.Save(PathOf("a"));
        var bytes = File.ReadAllBytes(PathOf("a"));
        var header = SnapshotHeader.Parse(bytes);
        var (offset, length, _) = header.Parts[(int)StorePart.Links];
        BitConverter.TryWriteBytes(bytes.AsSpan((int)offset), 60);
        header.Parts[(int)StorePart.Links] = (offset, length, SnapshotHeader.Checksum(bytes.AsSpan((int)offset, (int)length), 0));
        header.ToBytes().CopyTo(bytes, 0);
        File.WriteAllBytes(PathOf("b"), bytes);
        Assert.Throws<InvalidDataException>(() => VectorIndex.Load(PathOf("b"), Options()));
    }

    [Fact]
    public void Other_settings_than_the_snapshots_are_refused()
    {
        using var index = New();
        index.Save(PathOf("a"));
        Assert.Throws<InvalidDataException>(() => VectorIndex.Load(PathOf("a"), Options() with { Dimensions = 21 }));
        Assert.Throws<InvalidDataException>(() => VectorIndex.Load(PathOf("a"), Options() with { M = 8 }));
        Assert.Throws<InvalidDataException>(() => VectorIndex.Load(PathOf("a"), Options() with { Metric = VectorMetric.Dot }));
        Assert.Throws<InvalidDataException>(() => VectorIndex.Load(PathOf("a"), Options(VectorStorage.Float32)));
        Assert.Throws<FileNotFoundException>(() => VectorIndex.Load(PathOf("none"), Options()));
    }

    [Fact]
    public void A_full_disk_leaves_the_earlier_snapshot_and_a_usable_index()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "the machine has no /dev/full");
        var vectors = TestVectors.Clustered(100, Dimensions, seed: 46);
        using var index = New();
        Fill(index, vectors);
        index.Save(PathOf("a"));
        index.Upsert(100, vectors[0]);
        File.CreateSymbolicLink(PathOf("a") + ".tmp", "/dev/full");
        Assert.Throws<IOException>(() => index.Save(PathOf("a")));
        Assert.Equal(101, index.Count);
        Assert.Equal(5, index.Search(vectors[3], 5).Count);
        using var earlier = VectorIndex.Load(PathOf("a"), Options());
        Assert.Equal(100, earlier.Count);
        index.Save(PathOf("a"));
        using var later = VectorIndex.Load(PathOf("a"), Options());
        Assert.Equal(101, later.Count);
    }

    [Fact]
    public void A_missing_folder_is_an_io_error()
    {
        using var index = New();
        Assert.ThrowsAny<IOException>(() => index.Save(Path.Combine(_folder, "no", "such", "a")));
        Assert.Equal(0, index.Count);
    }

    [Fact]
    public void A_snapshot_of_format_version_1_is_still_read()
    {
        using (var packed = new MemoryStream(Convert.FromBase64String(Version1)))
        using (var unpacked = new GZipStream(packed, CompressionMode.Decompress))
        using (var file = File.Create(PathOf("golden")))
        {
            unpacked.CopyTo(file);
        }

        var options = new VectorIndexOptions { Dimensions = 3, M = 4, ExactThreshold = 0 };
        using var index = VectorIndex.Load(PathOf("golden"), options);
        Assert.Equal(5, index.Count);
        Assert.False(index.Contains(2));
        Assert.Equal([0, 3, 4], index.Search([1, 0.2f, 0.1f], 3).Select(result => result.Id));
        Assert.Equal(0.9759, index.Search([1, 0.2f, 0.1f], 1)[0].Score, 1e-4f);
    }

    [Fact]
    public void The_header_is_frozen()
    {
        var header = new SnapshotHeader
        {
            Dimensions = 384,
            Metric = VectorMetric.Dot,
            Storage = VectorStorage.Float32,
            M = 16,
            Used = 7,
            UpperUsed = 3,
            Entry = (5, 2),
            MaxResidual = 0.5f,
            MaxLength = 2,
        };
        for (var part = 0; part < StoreLayout.Parts; part++)
        {
            header.Parts[part] = (1000 + part, 2000 + part, 3000u + (uint)part);
        }

        var hex = Convert.ToHexString(header.ToBytes());
        Assert.Equal("464E5658" + "01000000" + "80010000" + "01000000" + "01000000" + "10000000" + "07000000" + "03000000", hex[..64]);
        Assert.Equal("05000000" + "02000000" + "0000003F" + "00000040" + new string('0', 32), hex[64..128]);
        Assert.Equal("E803000000000000" + "D007000000000000" + "B80B0000", hex[128..168]);
        Assert.Equal("EF03000000000000" + "D707000000000000" + "BF0B0000", hex[408..448]);
        Assert.Equal(0xE3069283, SnapshotHeader.Checksum("123456789"u8, 0));
        Assert.Equal(
            ["Codes=0", "Scales=1", "Vectors=2", "Ids=3", "Levels=4", "Links=5", "UpperOffsets=6", "UpperLinks=7"],
            Enum.GetValues<StorePart>().Select(part => $"{part}={(int)part}"));
        Assert.Equal(["Cosine=0", "Dot=1"], Enum.GetValues<VectorMetric>().Select(metric => $"{metric}={(int)metric}"));
        Assert.Equal(["Int8=0", "Float32=1"], Enum.GetValues<VectorStorage>().Select(storage => $"{storage}={(int)storage}"));
    }

    [Fact]
    public void Vectors_in_a_scratch_file_need_no_memory_and_the_file_goes_with_the_index()
    {
        var vectors = TestVectors.Clustered(1000, Dimensions, seed: 47);
        var path = PathOf("vectors");
        using (var index = new VectorIndex(Options() with { VectorFile = path }))
        {
            Fill(index, vectors[..10]);
            for (var id = 0; id < vectors.Length; id++)
            {
                index.Upsert(id, vectors[id]);
            }

            Assert.True(index.MappedBytes >= 1000 * 32 * 4);
            Assert.InRange(index.MemoryBytes, 1, 1000 * 600);
            var found = Enumerable.Range(0, 1000).Count(id => index.Search(vectors[id], 1, ef: 100)[0].Id == id);
            Assert.InRange(found, 990, 1000);
        }

        Assert.False(File.Exists(path));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static VectorIndexOptions Options(VectorStorage storage = VectorStorage.Int8, int threshold = 0) => new()
    {
        Dimensions = Dimensions,
        Storage = storage,
        ExactThreshold = threshold,
        EfConstruction = 60,
    };

    private static VectorIndex New(VectorStorage storage = VectorStorage.Int8, int threshold = 0) => new(Options(storage, threshold));

    private static void Fill(VectorIndex index, float[][] vectors) => VectorIndexGraphTests.Fill(index, vectors);

    private string PathOf(string name) => Path.Combine(_folder, name);

    private IReadOnlyList<ScoredId> VectorIndexOf(string name, VectorStorage storage, int threshold, float[] query)
    {
        using var index = VectorIndex.Load(PathOf(name), Options(storage, threshold));
        return index.Search(query, 10, ef: 100);
    }
}
