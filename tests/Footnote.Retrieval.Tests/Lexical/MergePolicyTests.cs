using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Tests.Lexical;

public sealed class MergePolicyTests
{
    private const int Factor = 8;

    [Fact]
    public void Full_level_is_merged_alone()
    {
        var chosen = MergePolicy.Choose(Segments(2000, 300, 300, 10, 10, 10, 10, 10, 10, 10, 10), Factor);
        Assert.Equal((3, 8), chosen);
    }

    [Fact]
    public void Large_segments_are_left_alone_while_no_level_is_full()
    {
        var chosen = MergePolicy.Choose(Segments(20_000, 2000, 2000, 300, 300, 10, 10, 10, 10, 10), Factor);
        Assert.Equal((0, 0), chosen);
    }

    [Fact]
    public void Smaller_segments_go_with_the_full_level_before_them()
    {
        var chosen = MergePolicy.Choose(Segments(5000, 300, 300, 300, 300, 300, 300, 300, 300, 10, 10), Factor);
        Assert.Equal((1, 10), chosen);
    }

    [Fact]
    public void Segment_of_mostly_deleted_documents_is_written_anew()
    {
        SegmentSize[] segments = [new(900, 1000, 1), new(400, 1000, 1), new(10, 10, 1)];
        Assert.Equal((1, 1), MergePolicy.Choose(segments, Factor));
    }

    [Fact]
    public void Documents_that_come_a_few_at_a_time_are_written_a_few_times_each()
    {
        const int Commits = 10_000;
        const int DocumentsOfCommit = 10;
        var segments = new List<SegmentSize>();
        var written = 0L;
        for (var commit = 0; commit < Commits; commit++)
        {
            segments.Add(Size(DocumentsOfCommit));
            while (MergePolicy.Choose(segments, Factor) is var (first, count) && count > 0)
            {
                var merged = Size(segments.Skip(first).Take(count).Sum(segment => segment.Documents));
                segments.RemoveRange(first, count);
                segments.Insert(first, merged);
                written += merged.Documents;
            }
        }

        Assert.Equal(Commits * DocumentsOfCommit, segments.Sum(segment => segment.Documents));
        Assert.InRange(written / (double)(Commits * DocumentsOfCommit), 1, 5);
        Assert.InRange(segments.Count, 1, 4 * Factor);
    }

    private static SegmentSize[] Segments(params int[] documents) => [.. documents.Select(Size)];

    private static SegmentSize Size(int documents) => new(documents, documents, documents * 1000L);
}
