namespace Footnote.Client.Collections;

/// <summary>Kinds of collections.</summary>
public static class CollectionKind
{
    /// <summary>Documents of the organisation.</summary>
    public const string Standard = "standard";

    /// <summary>The sample knowledge base.</summary>
    public const string Sample = "sample";
}
