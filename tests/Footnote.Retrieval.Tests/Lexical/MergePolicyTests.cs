using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Tests.Lexical;

public sealed class MergePolicyTests
{
    private const int Factor = 8;

    /// <summary>A full level alone; nothing while no level is full; smaller ones together with the full level before them.</summary>
    [Theory]
    [InlineData(3, 8, 2000, 300, 300, 10, 10, 10, 10, 10, 10, 10, 10)]
    [InlineData(0, 0, 20_000, 2000, 2000, 300, 300, 10, 10, 10, 10, 10)]
    [InlineData(1, 10, 5000, 300, 300, 300, 300, 300, 300, 300, 300, 10, 10)]
    public void Level_is_merged_when_it_is_full(int first, int count, params int[] documents) =>
        Assert.Equal((first, count), MergePolicy.Choose([.. documents.Select(Size)], Factor));

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

    private static SegmentSize Size(int documents) => new(documents, documents, documents * 1000L);
}
