namespace Footnote.Encoder.Tokenizers;

/// <summary>Which words without a space before them get a mark.</summary>
internal enum MetaspacePrepend
{
    Always,
    First,
    Never,
}
