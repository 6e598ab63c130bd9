namespace Footnote.Encoder;

/// <summary>The tokens of a text, special tokens included, nothing cut off. The arrays run in parallel.</summary>
/// <param name="Ids">Ids in the vocabulary of the model.</param>
/// <param name="Starts">Where each token starts in the text, in UTF-16 units; 0 for the special tokens around it.</param>
/// <param name="Ends">Where each token ends, exclusive. Tokens that hold parts of one character all span it.</param>
public sealed record TokenizedText(int[] Ids, int[] Starts, int[] Ends);
