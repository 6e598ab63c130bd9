namespace Footnote.Encoder.Formats;

/// <summary>The function between the two matrices of a feed-forward block.</summary>
internal enum Activation
{
    Gelu,
    GeluTanh,
    Relu,
}
