using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Lexical;
using Footnote.Retrieval.Lexical.Search;
using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Tests.Lexical;

/// <summary>Skipping is a matter of speed alone: the twin evaluates every posting with the scalar code.</summary>
public sealed class PruningTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WindowSearcher_skipping_gives_the_scores_of_full_evaluation(int seed)
    {
        var random = new Random(seed);
        var options = new LexicalIndexOptions();
        var segment = Segment(random, options, 30_000);
        for (var round = 0; round < 60; round++)
        {
            var average = 8 + (random.NextSingle() * 8);
            var saturation = new FrequencySaturation(options.K1, options.B, average);
            var correction = FrequencySaturation.BoundCorrection(segment.Header.AverageLength, average);
            var words = Enumerable.Range(0, random.Next(1, 7)).Select(_ => Word(random)).Distinct().ToArray();
            var weights = words.Select(_ => 1e6f * (0.1f + random.NextSingle())).ToArray();
            var filter = random.Next(3) == 0 ? EveryThird(segment.Documents) : null;
            var limit = random.Next(1, 30);
            var pruned = Run(segment, words, weights, correction, saturation, filter, limit, true);
            var full = Run(segment, words, weights, correction, saturation, filter, limit, false);
            Assert.True(full.SequenceEqual(pruned), $"seed {seed}, round {round}");
            var scalar = Scalar(segment, words, weights, saturation, filter, limit);
            Assert.True(scalar.SequenceEqual(full), $"scalar, seed {seed}, round {round}");
        }
    }

    private static long[] Run(
        IndexSegment segment,
        string[] words,
        float[] weights,
        float correction,
        FrequencySaturation saturation,
        IdBitmap? filter,
        int limit,
        bool isPruning)
    {
        var terms = new List<WeightedTerm>();
        for (var i = 0; i < words.Length; i++)
        {
            if (Find(segment, words[i]) is var ordinal && ordinal >= 0)
            {
                var term = new WeightedTerm { Weight = weights[i], BoundWeight = weights[i] * correction };
                term.Cursor.Open(segment, in segment.Entry(ordinal));
                terms.Add(term);
            }
        }

        var top = new TopScores();
        top.Reset(limit);
        var searcher = new WindowSearcher { IsPruning = isPruning };
        searcher.Search(segment, terms.ToArray(), saturation, new DocumentFilter(null, filter, null), top, 0);
        return top.Sorted().ToArray();
    }

    private static unsafe long[] Scalar(
        IndexSegment segment, string[] words, float[] weights, FrequencySaturation saturation, IdBitmap? filter, int limit)
    {
        var scores = new int[segment.Documents];
        for (var i = 0; i < words.Length; i++)
        {
            if (Find(segment, words[i]) is var ordinal && ordinal >= 0)
            {
                var cursor = new PostingsCursor();
                cursor.Open(segment, in segment.Entry(ordinal));
                for (var document = 0; cursor.Seek(document); document = cursor.Documents[cursor.Index] + 1)
                {
                    var found = cursor.Documents[cursor.Index];
                    scores[found] += BlockScorer.ScoreOne(saturation, cursor.Frequencies[cursor.Index], segment.Lengths[found], weights[i]);
                }
            }
        }

        var top = new TopScores();
        top.Reset(limit);
        for (var document = 0; document < scores.Length; document++)
        {
            if (scores[document] > 0 && (filter is null || filter.Contains(document)))
            {
                top.Add(scores[document], document);
            }
        }

        return top.Sorted().ToArray();
    }

    private static int Find(IndexSegment segment, string word)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(word);
        return segment.Find(bytes, TermHash.Of(bytes));
    }

    private static IndexSegment Segment(Random random, LexicalIndexOptions options, int documents)
    {
        var builder = new SegmentBuilder(options);
        for (var id = 0; id < documents; id++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(1, 25)).Select(_ => Word(random)));
            builder.Add(new LexicalDocument(id, "", "", text, "und"));
        }

        return new IndexSegment(builder.Build() ?? throw new InvalidOperationException());
    }

    /// <summary>A few words in most documents, most words in few.</summary>
    private static string Word(Random random) => $"w{(int)(4_000 * Math.Pow(random.NextDouble(), 6))}";

    private static IdBitmap EveryThird(int count)
    {
        var filter = new IdBitmap(count);
        for (var id = 0; id < count; id += 3)
        {
            filter.Set(id);
        }

        return filter;
    }
}
