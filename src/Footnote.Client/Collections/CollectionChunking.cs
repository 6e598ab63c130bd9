namespace Footnote.Client.Collections;

/// <summary>How the documents of a collection are cut.</summary>
public sealed record CollectionChunking
{
    /// <summary>structure, sentence, page, row or fixed.</summary>
    public required string Strategy { get; init; }

    /// <summary>The largest chunk, in tokens.</summary>
    public int Tokens { get; init; }

    /// <summary>How much of a chunk's end the next one may repeat, in tokens.</summary>
    public int Overlap { get; init; }

    /// <summary>The collection asks for nothing and follows the server's settings.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Documents that still answer from chunks cut in another way and are about to be cut anew.</summary>
    public int Waiting { get; init; }
}
