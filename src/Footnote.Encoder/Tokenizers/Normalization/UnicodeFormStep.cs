using System.Globalization;
using System.Text;

namespace Footnote.Encoder.Tokenizers.Normalization;

/// <summary>A Unicode normalisation form, text element by text element so that places stay known.</summary>
internal sealed class UnicodeFormStep(NormalizationForm form) : NormalizerStep
{
    public override void Apply(NormalizedText source, NormalizedText target)
    {
        ReadOnlySpan<char> text = source.Characters;
        for (int at = 0; at < text.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(text[at..]);
            ReadOnlySpan<char> element = text.Slice(at, length);
            if (System.Text.Ascii.IsValid(element) || IsRefused(element))
            {
                target.Add(source, at, at + length);
            }
            else
            {
                target.Add(element.ToString().Normalize(form), source.Starts[at], source.Ends[at + length - 1]);
            }

            at += length;
        }
    }

    /// <summary>Lone surrogates and U+FFFE, which the framework does not normalise.</summary>
    private static bool IsRefused(ReadOnlySpan<char> element)
    {
        if (element.Contains('\uFFFE'))
        {
            return true;
        }

        while (!element.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(element, out _, out int length) != System.Buffers.OperationStatus.Done)
            {
                return true;
            }

            element = element[length..];
        }

        return false;
    }
}
