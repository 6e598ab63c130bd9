namespace Footnote.Knowledge.Embedding;

/// <summary>A named embedding model cannot be used; the message says why, in words for the operator.</summary>
public sealed class EmbeddingModelException : Exception
{
    /// <param name="message">What is wrong with the model.</param>
    /// <param name="cause">What the loader said.</param>
    public EmbeddingModelException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
