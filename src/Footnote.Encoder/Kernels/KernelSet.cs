
namespace Footnote.Encoder.Kernels;

/// <summary>Which vector instructions the products use. The results agree but for the rounding of floats.</summary>
internal enum KernelSet
{
    /// <summary>The machine's own vector width (AVX2, or NEON).</summary>
    Portable,

    /// <summary>512-bit vectors.</summary>
    Vector512,
}
