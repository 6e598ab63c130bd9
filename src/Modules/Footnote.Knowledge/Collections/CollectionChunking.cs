namespace Footnote.Knowledge.Collections;

/// <summary>How the documents of a collection are cut, on the wire.</summary>
/// <param name="Strategy">structure, sentence, page, row or fixed.</param>
/// <param name="Tokens">The largest chunk.</param>
/// <param name="Overlap">How much of a chunk's end the next one may repeat.</param>
/// <param name="IsDefault">The collection asks for nothing and follows the server's settings.</param>
/// <param name="Waiting">Documents the caller may read that answer from chunks cut in another way and are about to be cut anew.</param>
internal sealed record CollectionChunking(string Strategy, int Tokens, int Overlap, bool IsDefault, int Waiting);
