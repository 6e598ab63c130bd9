namespace Footnote.Encoder.Tokenizers;

/// <summary>Ids of the tokens around a text, a pair of texts, and the unknown token (-1 when there is none).</summary>
internal sealed record SpecialTokens(int Start, int End, int Unknown)
{
    /// <summary>How many end tokens stand between the two texts of a pair: one for BERT, two for RoBERTa.</summary>
    public int SeparatorCount { get; init; } = 1;
}
