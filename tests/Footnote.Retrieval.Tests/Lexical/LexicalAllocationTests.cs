using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Tests.Lexical;

/// <summary>What a search allocates once it is warm: its result, to the byte.</summary>
public sealed class LexicalAllocationTests
{
    private const int Limit = 10;
    private const int ArrayHeader = 24;

    private static readonly string[] Texts =
    [
        "common", "common rare3 rare77 words", "\"common words\"", "common \"rare3 side\" words", "common -rare5 -\"words by\"",
        "the lost-card fee, SKU-12-A",
        "nothing of the kind", "common rare1 rare2 rare3 rare4 rare5 rare6 rare7 rare8 rare9",
    ];

    [Fact]
    public void Search_into_a_span_allocates_nothing()
    {
        using var index = Build();
        var filter = Filter();
        var queries = Texts.Select(text => LexicalQuery.Parse(text, "en")).ToArray();
        var results = new ScoredId[Limit];
        var bytes = Allocated(() =>
        {
            foreach (var query in queries)
            {
                index.Search(query, results);
                index.Search(query, results, filter);
            }
        });
        Assert.Equal(0, bytes);
    }

    [Fact]
    public void Search_of_a_text_allocates_nothing_though_it_is_parsed()
    {
        using var index = Build();
        var results = new ScoredId[Limit];
        var bytes = Allocated(() =>
        {
            foreach (var text in Texts)
            {
                index.Search(text, "en", results);
                index.Search(text, null, results);
            }
        });
        Assert.Equal(0, bytes);
    }

    [Fact]
    public void Search_into_a_list_allocates_the_list()
    {
        using var index = Build();
        var queries = Texts.Select(text => LexicalQuery.Parse(text, "en")).ToArray();
        var lists = queries.Select(query => index.Search(query, Limit).Count).Where(count => count > 0);
        var expected = lists.Sum(count => ArrayHeader + (8 * count));
        var bytes = Allocated(() =>
        {
            foreach (var query in queries)
            {
                index.Search(query, Limit);
            }
        });
        Assert.Equal(expected, bytes);
    }

    /// <summary>The least of several runs: the runtime itself allocates a little while it recompiles what is hot.</summary>
    private static long Allocated(Action action)
    {
        for (var i = 0; i < 100; i++)
        {
            action();
        }

        return Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }

    private static LexicalIndex Build()
    {
        var index = new LexicalIndex(new LexicalIndexOptions { MergesInBackground = false });
        for (var id = 0; id < 3000; id++)
        {
            var text = $"common words by the rare{id % 100} side of SKU-12-A and lost card fee";
            index.Upsert(new LexicalDocument(id, $"Title {id % 7}", "", text, "en"));
            if (id % 1000 == 999)
            {
                index.Commit();
            }
        }

        for (var id = 0; id < 3000; id += 9)
        {
            index.Delete(id);
        }

        index.Commit();
        return index;
    }

    private static IdBitmap Filter()
    {
        var filter = new IdBitmap(3000);
        for (var id = 0; id < 3000; id += 2)
        {
            filter.Set(id);
        }

        return filter;
    }
}
