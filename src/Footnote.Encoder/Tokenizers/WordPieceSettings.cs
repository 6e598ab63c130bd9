namespace Footnote.Encoder.Tokenizers;

/// <summary>How a BERT tokenizer prepares text.</summary>
/// <param name="Lowercases">Whether letters are lower-cased.</param>
/// <param name="StripsAccents">Whether text is decomposed and combining marks are removed.</param>
/// <param name="SplitsIdeographs">Whether each Chinese character is a word.</param>
/// <param name="CleansText">Whether control characters are removed.</param>
/// <param name="Prefix">What the entries of the vocabulary begin with that continue a word.</param>
/// <param name="LongestWord">Words of more characters are unknown.</param>
internal sealed record WordPieceSettings(
    bool Lowercases, bool StripsAccents, bool SplitsIdeographs = true, bool CleansText = true, string Prefix = "##", int LongestWord = 100);
