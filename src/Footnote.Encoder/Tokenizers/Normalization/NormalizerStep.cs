namespace Footnote.Encoder.Tokenizers.Normalization;

/// <summary>One step of normalisation. Thread-safe.</summary>
internal abstract class NormalizerStep
{
    /// <summary>Appends the normalised source to an empty target.</summary>
    public abstract void Apply(NormalizedText source, NormalizedText target);
}
