namespace Footnote.Encoder.Tokenizers.Normalization;

/// <summary>Replaces a text, or runs of at least a number of the same text, by another.</summary>
internal sealed class ReplaceStep(string pattern, int leastRepeats, bool takesWholeRun, string replacement) : NormalizerStep
{
    public override void Apply(NormalizedText source, NormalizedText target)
    {
        ReadOnlySpan<char> text = source.Characters;
        for (int at = 0; at < text.Length;)
        {
            int repeats = 0;
            while ((takesWholeRun || repeats < leastRepeats)
                && text[(at + (repeats * pattern.Length))..].StartsWith(pattern, StringComparison.Ordinal))
            {
                repeats++;
            }

            if (repeats >= leastRepeats)
            {
                int end = at + (repeats * pattern.Length);
                target.Add(replacement, source.Starts[at], source.Ends[end - 1]);
                at = end;
            }
            else
            {
                target.Add(source, at, at + 1);
                at++;
            }
        }
    }
}
