using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Tests.Lexical;

/// <summary>Random operations on the index and on its model; the seed stands in the name of the failing case.</summary>
public sealed class LexicalIndexPropertyTests
{
    private static readonly string[] Vocabulary = [.. Enumerable.Range(0, 60).Select(i => $"w{i}x")];

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 40)]
    [InlineData(3, 400)]
    [InlineData(4, 2_000)]
    public void LexicalIndex_random_operations_agree_with_the_model(int seed, int documents)
    {
        var random = new Random(seed);
        var options = new LexicalIndexOptions
        {
            K1 = 0.5f + random.NextSingle(),
            B = random.NextSingle(),
            BufferedTerms = random.Next(50, 20_000),
            MergeFactor = random.Next(2, 6),
        };
        using var index = new LexicalIndex(options);
        var model = new LexicalIndexModel(options);
        for (var round = 0; round < 4; round++)
        {
            Change(random, index, model, documents);
            index.Commit();
            model.Commit();
            Assert.Equal(model.Count, index.Count);
            for (var i = 0; i < 10; i++)
            {
                CompareMatches(random, index, model, documents, seed);
            }

            // statistics count deleted documents until they are merged away: scores are compared without any
            index.Optimize();
            for (var i = 0; i < 20; i++)
            {
                CompareScores(random, index, model, documents, seed);
            }

            ComparePhrases(random, index, model, seed);
        }
    }

    private static void Change(Random random, LexicalIndex index, LexicalIndexModel model, int documents)
    {
        for (var i = 0; i < documents; i++)
        {
            var id = random.Next(documents * 2);
            if (random.Next(4) == 0)
            {
                Assert.Equal(model.Delete(id), index.Delete(id));
                continue;
            }

            // squares make some words frequent and others rare
            var words = Enumerable.Range(0, random.Next(0, 30))
                .Select(_ => Vocabulary[(int)(random.NextDouble() * random.NextDouble() * Vocabulary.Length)]).ToArray();
            index.Upsert(new LexicalDocument(id, "", "", string.Join(' ', words), "und"));
            model.Upsert(id, words);
            if (random.Next(documents) == 0)
            {
                index.Commit();
                model.Commit();
            }
        }
    }

    private static void CompareMatches(Random random, LexicalIndex index, LexicalIndexModel model, int documents, int seed)
    {
        var query = RandomQuery(random);
        var expected = model.Score(query, null).Keys.Order();
        var found = index.Search(LexicalQuery.Parse(string.Join(' ', query), "und"), documents * 2).Select(hit => hit.Id).Order();
        Assert.True(expected.SequenceEqual(found), $"seed {seed}: other documents for {string.Join(' ', query)}");
    }

    private static void CompareScores(Random random, LexicalIndex index, LexicalIndexModel model, int documents, int seed)
    {
        var query = RandomQuery(random);
        var filter = random.Next(2) == 0 ? null : RandomFilter(random, documents * 2);
        var limit = random.Next(1, 25);
        var expected = model.Score(query, filter);
        var best = expected.Values.OrderDescending().Take(limit).ToArray();
        var found = index.Search(LexicalQuery.Parse(string.Join(' ', query), "und"), limit, filter);
        Assert.Equal(best.Length, found.Count);
        for (var i = 0; i < best.Length; i++)
        {
            Assert.True(Math.Abs(best[i] - found[i].Score) < 1e-4, $"seed {seed}: rank {i} of {string.Join(' ', query)}");
            Assert.True(Math.Abs(expected[found[i].Id] - found[i].Score) < 1e-4, $"seed {seed}: score of {found[i].Id}");
        }
    }

    private static void ComparePhrases(Random random, LexicalIndex index, LexicalIndexModel model, int seed)
    {
        for (var i = 0; i < 5; i++)
        {
            string[] phrase = [Vocabulary[random.Next(8)], Vocabulary[random.Next(8)]];
            var found = index.Search(LexicalQuery.Parse($"\"{string.Join(' ', phrase)}\"", "und"), 100_000).Select(hit => hit.Id);
            Assert.True(model.WithPhrase(phrase).Order().SequenceEqual(found.Order()), $"seed {seed}: phrase {string.Join(' ', phrase)}");
            var other = Vocabulary[random.Next(8)];
            var without = LexicalQuery.Parse($"{other} -\"{string.Join(' ', phrase)}\"", "und");
            var excluded = index.Search(without, 100_000).Select(hit => hit.Id);
            var expected = model.Score([other], null).Keys.Except(model.WithPhrase(phrase));
            Assert.True(expected.Order().SequenceEqual(excluded.Order()), $"seed {seed}: {other} without {string.Join(' ', phrase)}");
        }
    }

    private static string[] RandomQuery(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Vocabulary[random.Next(Vocabulary.Length)])];

    private static IdBitmap RandomFilter(Random random, int capacity)
    {
        var filter = new IdBitmap(capacity);
        var share = random.NextDouble();
        for (var id = 0; id < capacity; id++)
        {
            if (random.NextDouble() < share)
            {
                filter.Set(id);
            }
        }

        return filter;
    }
}
