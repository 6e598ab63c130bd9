namespace Footnote.Encoder.Kernels;

/// <summary>How a row of activations was quantised: value = (byte - zero) * scale.</summary>
internal readonly record struct ByteRow(float Scale, int Zero);
