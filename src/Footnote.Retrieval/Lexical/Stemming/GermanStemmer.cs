namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>The German stemmer of Snowball, from its published description.</summary>
internal sealed class GermanStemmer : IStemmer
{
    private const string Vowels = "aeiouyäöü";

    /// <inheritdoc/>
    public void Stem(ref StemBuffer word)
    {
        Prepare(ref word);
        var r1 = Math.Max(word.RegionAfter(0, Vowels), Math.Min(3, word.Length));
        var r2 = word.RegionAfter(word.RegionAfter(0, Vowels), Vowels);
        RemoveInflection(ref word, r1);
        RemoveComparison(ref word, r1);
        RemoveDerivation(ref word, r1, r2);
        Regions.Lower(ref word);
        for (var i = 0; i < word.Length; i++)
        {
            word[i] = word[i] switch
            {
                'ä' => 'a',
                'ö' => 'o',
                'ü' => 'u',
                var letter => letter,
            };
        }
    }

    private static void Prepare(ref StemBuffer word)
    {
        for (var i = 0; i < word.Length && word.Length < TextAnalyzer.MaximumTermLength; i++)
        {
            if (word[i] == 'ß')
            {
                word[i] = 's';
                word.Insert(i, 's');
            }
        }

        for (var i = 1; i < word.Length - 1; i++)
        {
            if (word[i] is 'u' or 'y' && Regions.IsVowel(Vowels, word[i - 1]) && Regions.IsVowel(Vowels, word[i + 1]))
            {
                word[i] = char.ToUpperInvariant(word[i]);
            }
        }
    }

    private static void RemoveInflection(ref StemBuffer word, int r1)
    {
        var suffix = word.Longest(["em", "ern", "er", "e", "en", "es", "s"]);
        if (suffix.Length == 0 || !word.IsIn(r1, suffix.Length))
        {
            return;
        }

        if (suffix is "s")
        {
            if (word.Length > 1 && "bdfghklmnrt".Contains(word[word.Length - 2], StringComparison.Ordinal))
            {
                word.Remove(1);
            }

            return;
        }

        word.Remove(suffix.Length);
        if (suffix is "e" or "en" or "es" && word.EndsWith("niss"))
        {
            word.Remove(1);
        }
    }

    private static void RemoveComparison(ref StemBuffer word, int r1)
    {
        var suffix = word.Longest(["en", "er", "est", "st"]);
        if (suffix.Length == 0 || !word.IsIn(r1, suffix.Length))
        {
            return;
        }

        if (suffix is not "st" || (word.Length > 5 && "bdfghklmnt".Contains(word[word.Length - 3], StringComparison.Ordinal)))
        {
            word.Remove(suffix.Length);
        }
    }

    private static void RemoveDerivation(ref StemBuffer word, int r1, int r2)
    {
        var suffix = word.Longest(["end", "ung", "ig", "ik", "isch", "lich", "heit", "keit"]);
        if (suffix.Length == 0 || !word.IsIn(r2, suffix.Length))
        {
            return;
        }

        switch (suffix)
        {
            case "end" or "ung":
                word.Remove(3);
                if (word.EndsWith("ig") && word.IsIn(r2, 2) && !IsBehindE(in word, 2))
                {
                    word.Remove(2);
                }

                break;
            case "ig" or "ik" or "isch":
                if (!IsBehindE(in word, suffix.Length))
                {
                    word.Remove(suffix.Length);
                }

                break;
            case "lich" or "heit":
                word.Remove(4);
                _ = word.TryRemove(r1, "er") || word.TryRemove(r1, "en");
                break;
            default:
                word.Remove(4);
                _ = word.TryRemove(r2, "lich") || word.TryRemove(r2, "ig");
                break;
        }
    }

    private static bool IsBehindE(in StemBuffer word, int length) => word.Length > length && word[word.Length - length - 1] == 'e';
}
