namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>
/// Light stemming of Arabic: letters are normalised, the article with its particles and the commonest suffixes removed. "light10" of
/// L. Larkey, L. Ballesteros and M. Connell, "Light stemming for Arabic information retrieval" (2007).
/// </summary>
internal sealed class ArabicStemmer : IStemmer
{
    private static readonly string[] Prefixes = ["وال", "بال", "كال", "فال", "ال", "لل"];

    private static readonly string[] Suffixes = ["ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"];

    /// <inheritdoc/>
    public void Stem(ref StemBuffer word)
    {
        Normalise(ref word);
        RemovePrefix(ref word);
        foreach (var suffix in Suffixes)
        {
            if (word.EndsWith(suffix) && word.Length - suffix.Length >= 2)
            {
                word.Remove(suffix.Length);
            }
        }
    }

    private static void Normalise(ref StemBuffer word)
    {
        for (var i = word.Length - 1; i >= 0; i--)
        {
            if (word[i] is (>= '\u064B' and <= '\u0652') or '\u0670' or '\u0640')
            {
                word.RemoveAt(i);
                continue;
            }

            word[i] = word[i] switch
            {
                'أ' or 'إ' or 'آ' => 'ا',
                'ى' => 'ي',
                'ة' => 'ه',
                var letter => letter,
            };
        }
    }

    private static void RemovePrefix(ref StemBuffer word)
    {
        if (word.Length > 3 && word[0] == 'و' && !word.StartsWith("وال"))
        {
            word.RemoveAt(0);
        }

        foreach (var prefix in Prefixes)
        {
            if (word.StartsWith(prefix) && word.Length - prefix.Length >= 2)
            {
                for (var i = 0; i < prefix.Length; i++)
                {
                    word.RemoveAt(0);
                }

                return;
            }
        }
    }
}
