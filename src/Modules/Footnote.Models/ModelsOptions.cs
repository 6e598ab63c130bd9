using Footnote.Models.Embeddings;
using Footnote.Models.OpenAi;

namespace Footnote.Models;

/// <summary>Section Footnote:Models. Without any model the extractive answerer answers.</summary>
public sealed class ModelsOptions
{
    public OpenAiModelOptions Primary { get; set; } = new();

    /// <summary>Tried when the primary model fails.</summary>
    public OpenAiModelOptions Cheaper { get; set; } = new();

    /// <summary>How long one attempt may take until the provider begins to answer.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stream may be silent.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts after the first one.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>A provider that asks for a longer wait than this is given up for the request.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a failing provider is left alone.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Embeddings that are kept so that they need not be computed again.</summary>
    public EmbeddingCacheOptions EmbeddingCache { get; set; } = new();
}
