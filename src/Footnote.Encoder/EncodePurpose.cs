namespace Footnote.Encoder;

/// <summary>
/// What an embedding is for. It selects the prefix that asymmetric models put before the text; the default model has none.
/// </summary>
public enum EncodePurpose
{
    /// <summary>A text that is searched.</summary>
    Passage = 0,

    /// <summary>A text that searches.</summary>
    Query = 1,
}
