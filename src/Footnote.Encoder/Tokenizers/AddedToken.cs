namespace Footnote.Encoder.Tokenizers;

/// <summary>A token that is found in the text as written, before any other rule.</summary>
/// <param name="Content">The text it stands for.</param>
/// <param name="Id">Its id.</param>
/// <param name="IsSpecial">Whether it steers the model; such tokens in a text are inert unless they are asked for.</param>
/// <param name="StripsLeft">Whether white space before it belongs to it.</param>
/// <param name="StripsRight">Whether white space after it belongs to it.</param>
/// <param name="IsSingleWord">Whether it must not touch a letter or a digit.</param>
internal sealed record AddedToken(string Content, int Id, bool IsSpecial, bool StripsLeft, bool StripsRight, bool IsSingleWord);
