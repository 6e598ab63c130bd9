namespace Footnote.Encoder.Tokenizers.Normalization;

/// <summary>Lower case without regard to a language.</summary>
internal sealed class LowercaseStep : NormalizerStep
{
    public override void Apply(NormalizedText source, NormalizedText target)
    {
        for (int i = 0; i < source.Count; i++)
        {
            target.Add(char.ToLowerInvariant(source.Characters[i]), source.Starts[i], source.Ends[i]);
        }
    }
}
