namespace Footnote.Encoder;

/// <summary>An embedding and what was read for it.</summary>
/// <param name="Vector">Unit length.</param>
/// <param name="TokenCount">Tokens that went through the model, special tokens included.</param>
/// <param name="IsTruncated">Whether the text was longer than the model reads, so that its end is not in the vector.</param>
public readonly record struct EncodedText(float[] Vector, int TokenCount, bool IsTruncated);
