namespace Footnote.Encoder;

/// <summary>How the weight matrices of the layers are stored and multiplied.</summary>
public enum Precision
{
    /// <summary>
    /// 8-bit integers: weights with a scale per output channel, activations with a scale and an offset per token. About a quarter of the
    /// memory.
    /// </summary>
    Int8 = 0,

    /// <summary>32-bit floats: agrees with the reference to 1e-4 in every component of the embedding.</summary>
    Fp32 = 1,
}
