namespace Footnote.Retrieval.Dense;

/// <summary>What an embedding will be used for; models trained on pairs prefix the two sides differently.</summary>
public enum EmbeddingPurpose
{
    /// <summary>The text is a question whose nearest passages are wanted.</summary>
    Query,

    /// <summary>The text is a chunk that will be indexed.</summary>
    Passage,
}
