namespace Footnote.Encoder.Tokenizers.Normalization;

/// <summary>Removes white space at the ends.</summary>
internal sealed class StripStep(bool left, bool right) : NormalizerStep
{
    public override void Apply(NormalizedText source, NormalizedText target)
    {
        int start = 0;
        int end = source.Count;
        while (left && start < end && char.IsWhiteSpace(source.Characters[start]))
        {
            start++;
        }

        while (right && end > start && char.IsWhiteSpace(source.Characters[end - 1]))
        {
            end--;
        }

        target.Add(source, start, end);
    }
}
