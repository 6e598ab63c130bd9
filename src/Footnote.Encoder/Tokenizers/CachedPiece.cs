namespace Footnote.Encoder.Tokenizers;

/// <summary>A piece of text and its tokens; the spans count from the start of the piece.</summary>
internal sealed record CachedPiece(string Text, int[] Ids, int[] Starts, int[] Ends);
