namespace Footnote.Encoder.Formats;

/// <summary>How the states of the tokens become one vector.</summary>
internal enum Pooling
{
    FirstToken,
    Mean,
}
