using System.Diagnostics;
using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Tests.Lexical;

public sealed class LexicalSnapshotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lexical-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void LexicalIndex_loaded_snapshot_answers_as_the_saved_index()
    {
        using var saved = RandomIndex(3, 3_000);
        saved.Save(_folder, 42);
        using var loaded = LexicalIndex.Load(_folder, new LexicalIndexOptions());
        Assert.Equal(42, loaded.SavedPosition);
        Assert.Equal(saved.Count, loaded.Count);
        AssertSameAnswers(saved, loaded);

        foreach (var index in (LexicalIndex[])[saved, loaded])
        {
            index.Upsert(new LexicalDocument(9_999, "", "", "w1 w2 new", "und"));
            index.Delete(5);
            index.Commit();
            index.Optimize();
        }

        AssertSameAnswers(saved, loaded);
        loaded.Save(_folder, 43);
        using var again = LexicalIndex.Load(_folder, new LexicalIndexOptions { K1 = 1.2f, B = 0.75f });
        Assert.Equal(43, again.SavedPosition);
        Assert.Equal([9_999], again.Search(LexicalQuery.Parse("new", "und"), 5).Select(hit => hit.Id));
    }

    [Fact]
    public void LexicalIndex_second_save_writes_new_segments_only()
    {
        using var index = RandomIndex(4, 500);
        index.Save(_folder, 1);
        var before = Directory.GetFiles(_folder, "segment-*").ToDictionary(path => path, File.GetLastWriteTimeUtc);
        index.Upsert(new LexicalDocument(10_000, "", "", "fresh", "und"));
        index.Commit();
        index.Save(_folder, 2);
        var after = Directory.GetFiles(_folder, "segment-*");
        Assert.Equal(before.Count + 1, after.Length);
        Assert.All(before, pair => Assert.Equal(pair.Value, File.GetLastWriteTimeUtc(pair.Key)));
    }

    [Fact]
    public void LexicalIndex_merged_segments_leave_the_folder()
    {
        using var index = RandomIndex(5, 500);
        index.Save(_folder);
        index.Optimize();
        index.Save(_folder);
        Assert.Single(Directory.GetFiles(_folder, "segment-*"));
    }

    [Fact]
    public void LexicalIndex_any_flipped_bit_is_detected()
    {
        using (var index = RandomIndex(6, 60))
        {
            index.Save(_folder, 7);
        }

        var random = new Random(8);
        foreach (var path in Directory.GetFiles(_folder))
        {
            var bytes = File.ReadAllBytes(path);
            for (var round = 0; round < 200; round++)
            {
                var damaged = (byte[])bytes.Clone();
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(path, damaged);
                Assert.Throws<InvalidDataException>(() => LexicalIndex.Load(_folder, new LexicalIndexOptions()));
            }

            File.WriteAllBytes(path, bytes);
        }

        LexicalIndex.Load(_folder, new LexicalIndexOptions()).Dispose();
    }

    [Fact]
    public void LexicalIndex_truncated_file_is_detected()
    {
        using (var index = RandomIndex(9, 60))
        {
            index.Save(_folder, 7);
        }

        foreach (var path in Directory.GetFiles(_folder))
        {
            var bytes = File.ReadAllBytes(path);
            foreach (var length in (int[])[0, 1, 27, 100, bytes.Length / 2, bytes.Length - 1])
            {
                File.WriteAllBytes(path, bytes[..length]);
                Assert.Throws<InvalidDataException>(() => LexicalIndex.Load(_folder, new LexicalIndexOptions()));
            }

            File.WriteAllBytes(path, bytes);
        }
    }

    [Fact]
    public void LexicalIndex_other_weights_or_no_snapshot_are_refused()
    {
        Assert.ThrowsAny<IOException>(() => LexicalIndex.Load(_folder, new LexicalIndexOptions()));
        using var index = RandomIndex(10, 10);
        index.Save(_folder);
        Assert.Throws<InvalidDataException>(() => LexicalIndex.Load(_folder, new LexicalIndexOptions { TitleWeight = 3 }));
    }

    [Fact]
    public void LexicalIndex_full_disk_while_saving_leaves_the_old_snapshot()
    {
        var small = Path.Combine(_folder, "small");
        Directory.CreateDirectory(small);
        if (Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small) != 0)
        {
            Assert.Skip("A small file system cannot be mounted here.");
        }

        try
        {
            using var index = RandomIndex(11, 100);
            index.Save(small, 1);
            for (var i = 0; i < 20_000; i++)
            {
                index.Upsert(new LexicalDocument(20_000 + i, "", "", $"more{i} words{i} here{i}", "und"));
            }

            index.Commit();
            Assert.ThrowsAny<IOException>(() => index.Save(small, 2));
            Assert.NotEmpty(index.Search(LexicalQuery.Parse("more7", "und"), 1));
            using var loaded = LexicalIndex.Load(small, new LexicalIndexOptions());
            Assert.Equal(1, loaded.SavedPosition);
            Assert.DoesNotContain(Directory.GetFiles(small), path => path.EndsWith(".tmp", StringComparison.Ordinal));
        }
        finally
        {
            Run("umount", "-l", small);
        }
    }

    private static int Run(string command, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false };
            using var process = Process.Start(start) ?? throw new InvalidOperationException(command);
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    private static LexicalIndex RandomIndex(int seed, int documents)
    {
        var random = new Random(seed);
        var index = new LexicalIndex(new LexicalIndexOptions { MergesInBackground = false, BufferedTerms = 1 + (documents * 4) });
        for (var id = 0; id < documents; id++)
        {
            var words = Enumerable.Range(0, 12).Select(_ => $"w{(int)(random.NextDouble() * random.NextDouble() * 300)}");
            index.Upsert(new LexicalDocument(id, $"title{id % 7}", "", string.Join(' ', words), "und"));
        }

        for (var i = 0; i < documents / 10; i++)
        {
            index.Delete(random.Next(documents));
        }

        index.Commit();
        return index;
    }

    private static void AssertSameAnswers(LexicalIndex first, LexicalIndex second)
    {
        for (var i = 0; i < 40; i++)
        {
            var text = i % 4 == 0 ? $"\"w{i % 5} w{i % 3}\" title{i % 7}" : $"w{i} w{i * 3} title{i % 7} w{i % 5}";
            var query = LexicalQuery.Parse(text, "und");
            Assert.Equal(first.Search(query, 20), second.Search(query, 20));
        }
    }
}
