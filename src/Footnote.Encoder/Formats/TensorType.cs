namespace Footnote.Encoder.Formats;

internal enum TensorType
{
    F32,
    F16,
    BF16,
}
