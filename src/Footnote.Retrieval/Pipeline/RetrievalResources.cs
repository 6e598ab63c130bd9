using Footnote.Retrieval.Queries;
using Footnote.Retrieval.Reranking;

namespace Footnote.Retrieval.Pipeline;

/// <summary>What the pipeline works on. All parts are used by many requests at once.</summary>
public sealed record RetrievalResources
{
    /// <summary>The lexical leg.</summary>
    public required IRetriever Lexical { get; init; }

    /// <summary>The terms of the lexical index.</summary>
    public required IVocabulary Vocabulary { get; init; }

    /// <summary>The text of chunks.</summary>
    public required IChunkSource Chunks { get; init; }

    /// <summary>The dense leg; null leaves every search lexical, which is no fallback but the strategy.</summary>
    public IRetriever? Dense { get; init; }

    /// <summary>Reads question and passage together; null when there is none.</summary>
    public ICrossEncoder? CrossEncoder { get; init; }

    /// <summary>
    /// Counts tokens of the encoder: sizes passages, and tells by tokens per word whether the encoder knows the query's language. Null
    /// counts
    /// a token for every four characters.
    /// </summary>
    public Func<string, int>? CountTokens { get; init; }

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
