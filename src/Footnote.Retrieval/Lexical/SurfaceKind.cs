namespace Footnote.Retrieval.Lexical;

/// <summary>What a surface (a stretch of text that becomes terms) is.</summary>
internal enum SurfaceKind
{
    /// <summary>A word or number.</summary>
    Word,

    /// <summary>Two neighbouring characters of a script without spaces, or a lone one.</summary>
    Pair,

    /// <summary>Several words that form one code, address or name; they are surfaces of their own, too.</summary>
    Whole,
}
