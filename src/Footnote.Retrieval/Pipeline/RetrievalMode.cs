namespace Footnote.Retrieval.Pipeline;

/// <summary>Which legs a request may use.</summary>
public enum RetrievalMode
{
    /// <summary>Both, fused; the query may still be routed to one.</summary>
    Hybrid = 0,

    /// <summary>The lexical index only.</summary>
    Lexical = 1,

    /// <summary>The vector index only.</summary>
    Dense = 2,
}
