namespace Footnote.Knowledge.Collections;

/// <summary>The kinds of collections, as stored and sent.</summary>
internal static class CollectionKind
{
    public const string Standard = "standard";

    /// <summary>Delivered with the server to try it out; removed in one step.</summary>
    public const string Sample = "sample";
}
