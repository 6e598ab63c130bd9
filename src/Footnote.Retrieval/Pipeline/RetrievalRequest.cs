using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Pipeline;

/// <summary>One question to the pipeline. Immutable.</summary>
public sealed record RetrievalRequest
{
    /// <summary>What was asked, as typed; quoted phrases and -words are understood. A blank query gives an empty outcome.</summary>
    public required string Query { get; init; }

    /// <summary>How many chunks are wanted; 1 to 100, default 10.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>The query's language ("en", "de", ...); null detects it.</summary>
    public string? Language { get; init; }

    /// <summary>Acronyms and synonyms the query is expanded with; null for none.</summary>
    public QueryDictionary? Dictionary { get; init; }

    /// <summary>Which chunks may be returned; null for all. It is applied inside both searches, so nothing else is even scored.</summary>
    public IdBitmap? Filter { get; init; }

    /// <summary>Whether features of each chunk are kept in the outcome; costs a few allocations.</summary>
    public bool Explain { get; init; }

    /// <summary>Whether the cross-encoder, if there is one, judges the best candidates: better and many times slower.</summary>
    public bool Careful { get; init; }

    /// <summary>
    /// Whether the cross-encoder, if there is one, reads the few chunks that the gate judges, so that fewer questions are answered from
    /// passages that do not hold the answer. Those chunks are reordered by what it says.
    /// </summary>
    public bool SecondLook { get; init; }

    /// <summary>The moment recency is measured from; null takes the pipeline's clock.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Tokens the passages of the outcome may have together; 0 (default) builds none.</summary>
    public int ContextTokens { get; init; }

    /// <summary>Which legs may be used; default both.</summary>
    public RetrievalMode Mode { get; init; } = RetrievalMode.Hybrid;
}
