namespace Footnote.Server.Embedding.Library;

/// <summary>What a model is for.</summary>
public enum ModelKind
{
    /// <summary>Its configuration cannot be read.</summary>
    Unreadable,

    /// <summary>Turns a text into a vector.</summary>
    SentenceEncoder,

    /// <summary>Scores a passage for a query.</summary>
    CrossEncoder,
}
