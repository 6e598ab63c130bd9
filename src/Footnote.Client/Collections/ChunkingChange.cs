namespace Footnote.Client.Collections;

/// <summary>How the documents of a collection are to be cut; members that are null are as the server's settings say.</summary>
/// <param name="Strategy">structure, sentence, page, row or fixed.</param>
/// <param name="Tokens">The largest chunk, 16 to 8192.</param>
/// <param name="Overlap">How much of a chunk's end the next one may repeat, at most half of the tokens.</param>
public sealed record ChunkingChange(string? Strategy = null, int? Tokens = null, int? Overlap = null);
