namespace Footnote.Retrieval.Text;

/// <summary>The Word_Break classes of UAX #29, with the scripts that have no spaces between words told apart.</summary>
internal enum WordBreakClass : byte
{
    Other,
    ALetter,
    Hebrew_Letter,
    Numeric,
    Katakana,
    ExtendNumLet,
    Ideographic,
    Hiragana,
    ComplexContext,
    Extend,
    Format,
    ZWJ,
    MidLetter,
    MidNum,
    MidNumLet,
    Single_Quote,
    Double_Quote,
    CR,
    LF,
    Newline,
    WSegSpace,
    Regional_Indicator,
    Pictographic,
}
