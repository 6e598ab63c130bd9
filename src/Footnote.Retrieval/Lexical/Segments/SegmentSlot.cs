namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>
/// The writer's view of a segment: which of its documents are live at the next commit. Used under the writer's lock only.
/// </summary>
internal sealed class SegmentSlot
{
    public SegmentSlot(int serial, IndexSegment segment)
        : this(serial, segment, null)
    {
    }

    public SegmentSlot(int serial, IndexSegment segment, ulong[]? live)
    {
        Serial = serial;
        Segment = segment;
        Published = live;
        Live = new ulong[(segment.Documents + 63) / 64];
        if (live is null)
        {
            Live.AsSpan().Fill(ulong.MaxValue);
            if ((segment.Documents & 63) != 0)
            {
                Live[^1] = (1UL << (segment.Documents & 63)) - 1;
            }
        }
        else
        {
            live.CopyTo(Live, 0);
        }

        foreach (var word in Live)
        {
            LiveCount += System.Numerics.BitOperations.PopCount(word);
        }
    }

    public int Serial { get; }

    public IndexSegment Segment { get; }

    public SegmentSize Size => new(LiveCount, Segment.Documents, Segment.Header.End);

    /// <summary>A bit for each document that is live at the next commit.</summary>
    public ulong[] Live { get; }

    public int LiveCount { get; private set; }

    /// <summary>False until the first commit that has the segment.</summary>
    public bool IsCommitted { get; private set; }

    /// <summary>The bitmap that snapshots are given; null when no document is deleted. Never changed once set.</summary>
    public ulong[]? Published { get; private set; }

    public int PublishedCount { get; private set; }

    private bool HasNewDeletes { get; set; }

    public bool IsLive(int document) => (Live[document >> 6] & (1UL << (document & 63))) != 0;

    public bool IsPublishedLive(int document) => Published is null || (Published[document >> 6] & (1UL << (document & 63))) != 0;

    public void Delete(int document)
    {
        if (IsLive(document))
        {
            Live[document >> 6] &= ~(1UL << (document & 63));
            LiveCount--;
            HasNewDeletes = true;
        }
    }

    /// <summary>Makes the deletes so far part of the next snapshot.</summary>
    public void Commit()
    {
        if (HasNewDeletes)
        {
            Published = [.. Live];
            HasNewDeletes = false;
        }

        PublishedCount = LiveCount;
        IsCommitted = true;
    }
}
