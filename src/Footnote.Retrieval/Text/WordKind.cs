namespace Footnote.Retrieval.Text;

/// <summary>What a word consists of.</summary>
public enum WordKind
{
    /// <summary>Letters, possibly with digits, of a script that separates words.</summary>
    Letters,

    /// <summary>Digits only, with the separators that numbers have.</summary>
    Number,

    /// <summary>One Han character.</summary>
    Ideographic,

    /// <summary>One Hiragana character or a run of Katakana.</summary>
    Kana,

    /// <summary>A run of Hangul.</summary>
    Hangul,

    /// <summary>One character of a script written without spaces: Thai, Lao, Khmer, Myanmar.</summary>
    ComplexContext,
}
