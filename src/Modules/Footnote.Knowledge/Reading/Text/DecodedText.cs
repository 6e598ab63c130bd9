namespace Footnote.Knowledge.Reading.Text;

/// <summary>Bytes turned into text.</summary>
/// <param name="Text">The text without a byte order mark.</param>
/// <param name="EncodingName">The encoding that was used.</param>
/// <param name="HasReplacements">Some bytes were not valid in it.</param>
internal readonly record struct DecodedText(string Text, string EncodingName, bool HasReplacements);
