namespace Footnote.Encoder.Kernels;

/// <summary>
/// Scaled dot-product attention (Vaswani et al. 2017) of one sequence. Only the scores of a tile of queries exist at a time;
/// the division by the sum of the softmax happens on the result.
/// </summary>
internal abstract class Attention
{
    public abstract void Run(in AttentionInputs inputs, AttentionScratch scratch);
}
