namespace Footnote.Retrieval.Lexical;

/// <summary>Settings of a <see cref="LexicalIndex"/>, fixed while it lives.</summary>
public sealed record LexicalIndexOptions
{
    /// <summary>BM25 saturation of the term frequency, 0 to 10; default 0.9.</summary>
    public float K1 { get; init; } = 0.9f;

    /// <summary>BM25 length normalisation, 0 to 1; default 0.4.</summary>
    public float B { get; init; } = 0.4f;

    /// <summary>How many times an occurrence in the title counts, 1 to 16; default 1. Written into the postings.</summary>
    public int TitleWeight { get; init; } = 1;

    /// <summary>How many times an occurrence in the heading path counts, 1 to 16; default 1. Written into the postings.</summary>
    public int HeadingWeight { get; init; } = 1;

    /// <summary>Analyzer of documents and queries whose language is neither given nor detected; default "en".</summary>
    public string DefaultLanguage { get; init; } = "en";

    /// <summary>
    /// Terms that are buffered before a segment is cut, 16 bytes each while it is built; default 8 million. Smaller means less memory and
    /// more merging.
    /// </summary>
    public int BufferedTerms { get; init; } = 8_000_000;

    /// <summary>Neighbouring segments of about the same size that are merged into one, 2 to 32; default 8.</summary>
    public int MergeFactor { get; init; } = 8;

    /// <summary>False leaves merging to <see cref="LexicalIndex.Optimize"/>; default true: merges run on the thread pool.</summary>
    public bool MergesInBackground { get; init; } = true;

    /// <summary>What is wrong with the settings; null when nothing is.</summary>
    internal string? Fault()
    {
        if (K1 is not (>= 0 and <= 10) || B is not (>= 0 and <= 1))
        {
            return $"K1 must be 0 to 10 and B 0 to 1; they are {K1} and {B}.";
        }

        if (TitleWeight is < 1 or > 16 || HeadingWeight is < 1 or > 16)
        {
            return $"TitleWeight and HeadingWeight must be 1 to 16; they are {TitleWeight} and {HeadingWeight}.";
        }

        return BufferedTerms < 1 || MergeFactor is < 2 or > 32
            ? $"BufferedTerms must be positive and MergeFactor 2 to 32; they are {BufferedTerms} and {MergeFactor}."
            : null;
    }
}
