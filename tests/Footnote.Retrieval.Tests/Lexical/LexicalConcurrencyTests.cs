using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Tests.Lexical;

public sealed class LexicalConcurrencyTests
{
    private const int Keys = 40;

    /// <summary>
    /// Each round moves every document to a new word in one commit, while readers look and merges run: a reader must see each document
    /// once, under the word of one round.
    /// </summary>
    [Fact]
    public async Task LexicalIndex_readers_see_whole_commits_while_writers_and_merges_run()
    {
        using var index = new LexicalIndex(new LexicalIndexOptions { MergeFactor = 2, BufferedTerms = 200 });
        WriteRound(index, 0);
        var round = 0;
        var isDone = false;
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                var found = index.Search(LexicalQuery.Parse("common", "und"), Keys * 2).Select(hit => hit.Id).Order();
                Assert.Equal(Enumerable.Range(0, Keys), found);
                var before = Volatile.Read(ref round);
                var counts = Enumerable.Range(before, 3).Select(i => index.Search(LexicalQuery.Parse($"round{i}", "und"), Keys * 2).Count);
                Assert.All(counts, count => Assert.True(count is 0 or Keys, $"a part of a commit was visible: {count}"));
            }
        })).ToArray();
        for (var i = 1; i <= 150; i++)
        {
            WriteRound(index, i);
            Volatile.Write(ref round, i);
        }

        Volatile.Write(ref isDone, true);
        await Task.WhenAll(readers);
        index.Optimize();
        Assert.Equal((Keys, 0, 1), (index.Statistics().Documents, index.Statistics().DeletedDocuments, index.Statistics().Segments));
    }

    [Fact]
    public async Task LexicalIndex_writers_on_several_threads_lose_nothing()
    {
        using var index = new LexicalIndex(new LexicalIndexOptions { MergeFactor = 3, BufferedTerms = 500 });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                index.Upsert(new LexicalDocument((writer * 1_000) + i, "", "", $"writer{writer} word{i}", "und"));
                if (i % 50 == 0)
                {
                    index.Commit();
                }

                if (i % 3 == 0)
                {
                    Assert.True(index.Delete((writer * 1_000) + i));
                }
            }
        })));
        index.Commit();
        Assert.Equal(800, index.Count);
        Assert.Equal(200, index.Search(LexicalQuery.Parse("writer2", "und"), 1_000).Count);
    }

    [Fact]
    public async Task LexicalIndex_disposed_during_searches_lets_them_end()
    {
        var folder = Directory.CreateTempSubdirectory("lexical-");
        try
        {
            using (var saved = new LexicalIndex(new LexicalIndexOptions()))
            {
                WriteRound(saved, 1);
                saved.Save(folder.FullName);
            }

            for (var i = 0; i < 20; i++)
            {
                var index = LexicalIndex.Load(folder.FullName, new LexicalIndexOptions());
                var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
                {
                    while (true)
                    {
                        Assert.Equal(Keys, index.Search(LexicalQuery.Parse("common", "und"), 100).Count);
                    }
                })).ToArray();
                await Task.Yield();
                index.Dispose();
                foreach (var reader in readers)
                {
                    await Assert.ThrowsAsync<ObjectDisposedException>(() => reader);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void WriteRound(LexicalIndex index, int round)
    {
        for (var key = 0; key < Keys; key++)
        {
            index.Upsert(new LexicalDocument(key, "", "", $"common round{round} key{key}", "und"));
        }

        index.Commit();
    }
}
