using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>
/// The index as it was at one commit. Immutable, so a search never waits and never sees half a commit. Statistics count deleted
/// documents until a merge drops them.
/// </summary>
internal sealed class IndexSnapshot
{
    public static readonly IndexSnapshot Empty = new([]);

    public IndexSnapshot(SegmentView[] segments)
    {
        Segments = segments;
        foreach (var view in segments)
        {
            Documents += view.Segment.Documents;
            LiveDocuments += view.LiveCount;
            TotalLength += view.Segment.TotalLength;
        }
    }

    public SegmentView[] Segments { get; }

    public int Documents { get; }

    public int LiveDocuments { get; }

    public long TotalLength { get; }

    public float AverageLength => Documents == 0 ? 0 : (float)((double)TotalLength / Documents);

    /// <summary>ln(1 + (N - n + 0.5) / (n + 0.5)) for a term in n of N documents: never negative.</summary>
    public float Idf(int documentFrequency) => (float)Math.Log(1 + ((Documents - documentFrequency + 0.5) / (documentFrequency + 0.5)));

    public int DocumentFrequency(ReadOnlySpan<byte> bytes)
    {
        var hash = TermHash.Of(bytes);
        var count = 0;
        foreach (var view in Segments)
        {
            var ordinal = view.Segment.Find(bytes, hash);
            count += ordinal < 0 ? 0 : (int)view.Segment.Entry(ordinal).DocumentFrequency;
        }

        return count;
    }

    public unsafe VocabularyStatistics Statistics()
    {
        var languages = new int[Languages.Count];
        foreach (var view in Segments)
        {
            for (var document = 0; document < view.Segment.Documents; document++)
            {
                if (view.IsLive(document))
                {
                    languages[view.Segment.Languages[document]]++;
                }
            }
        }

        return new VocabularyStatistics(
            LiveDocuments,
            Documents - LiveDocuments,
            Segments.Length,
            Segments.Sum(view => view.Segment.Terms),
            Segments.Sum(view => view.Segment.Words),
            AverageLength,
            Segments.Sum(view => (long)view.Segment.Header.End),
            Languages.CodeOf(languages.AsSpan().IndexOf(languages.Max())));
    }

    /// <summary>Holds the mapped files of all segments until they are released.</summary>
    public void Hold()
    {
        for (var i = 0; i < Segments.Length; i++)
        {
            try
            {
                Segments[i].Segment.File?.Hold();
            }
            catch (ObjectDisposedException)
            {
                Release(i);
                throw;
            }
        }
    }

    public void Release() => Release(Segments.Length);

    private void Release(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Segments[i].Segment.File?.Release();
            Segments[i].Segment.KeepAlive();
        }
    }
}
