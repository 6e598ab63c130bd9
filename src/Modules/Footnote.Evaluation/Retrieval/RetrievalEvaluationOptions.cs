using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Reranking;

namespace Footnote.Evaluation.Retrieval;

/// <summary>What to evaluate and with what.</summary>
public sealed record RetrievalEvaluationOptions
{
    /// <summary>The test collection's folder in BEIR's layout; nothing is written into it.</summary>
    public required string Folder { get; init; }

    /// <summary>Which legs.</summary>
    public required RetrievalMode Mode { get; init; }

    /// <summary>Makes the embeddings; may be null for the lexical mode.</summary>
    public IEmbeddingGenerator? Embeddings { get; init; }

    /// <summary>Counts the encoder's tokens of a text; null when there is no encoder.</summary>
    public Func<string, int>? CountTokens { get; init; }

    /// <summary>Where to write the run in TREC's format; null for nowhere.</summary>
    public string? RunPath { get; init; }

    /// <summary>Where passage vectors are kept; null keeps none. The user's folder is RetrievalEvaluation.DefaultCacheFolder.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Whether each two successive queries are asked as one query of two questions.</summary>
    public bool InPairs { get; init; }

    /// <summary>How the pipeline works; as shipped by default.</summary>
    public RetrievalOptions Pipeline { get; init; } = new();

    /// <summary>
    /// Reads the best candidates of each query with it, as careful requests do, and blends as <see cref="Pipeline"/> says; null for
    /// requests as usual.
    /// </summary>
    public ICrossEncoder? CrossEncoder { get; init; }

    /// <summary>How many of the judged queries are run, the first ones; 0 (default) runs all.</summary>
    public int QueryLimit { get; init; }

    /// <summary>Told how many passages of how many are embedded; null for nobody.</summary>
    public IProgress<(int Done, int Total)>? Progress { get; init; }
}
