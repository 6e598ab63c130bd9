namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>The Dutch stemmer of Snowball (M. F. Porter's), from its published description.</summary>
internal sealed class DutchStemmer : IStemmer
{
    private const string Vowels = "aeiouyè";

    /// <inheritdoc/>
    public void Stem(ref StemBuffer word)
    {
        Prepare(ref word);
        var first = word.RegionAfter(0, Vowels);
        var r1 = Math.Max(first, Math.Min(3, word.Length));
        var r2 = word.RegionAfter(first, Vowels);
        RemoveInflection(ref word, r1);
        var hasLostE = RemoveE(ref word, r1);
        if (word.EndsWith("heid") && word.IsIn(r2, 4) && !(word.Length > 4 && word[word.Length - 5] == 'c'))
        {
            word.Remove(4);
            RemoveEn(ref word, "en", r1);
        }

        RemoveDerivation(ref word, r1, r2, hasLostE);
        ShortenVowel(ref word);
        Regions.Lower(ref word);
    }

    private static void Prepare(ref StemBuffer word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            word[i] = word[i] switch
            {
                'ä' or 'á' => 'a',
                'ë' or 'é' => 'e',
                'ï' or 'í' => 'i',
                'ö' or 'ó' => 'o',
                'ü' or 'ú' => 'u',
                var letter => letter,
            };
        }

        for (var i = 0; i < word.Length; i++)
        {
            var isBehindVowel = i > 0 && Regions.IsVowel(Vowels, word[i - 1]);
            if (word[i] == 'y' && (i == 0 || isBehindVowel))
            {
                word[i] = 'Y';
            }
            else if (word[i] == 'i' && isBehindVowel && i + 1 < word.Length && Regions.IsVowel(Vowels, word[i + 1]))
            {
                word[i] = 'I';
            }
        }
    }

    private static void RemoveInflection(ref StemBuffer word, int r1)
    {
        var suffix = word.Longest(["heden", "en", "ene", "s", "se"]);
        switch (suffix)
        {
            case "heden":
                if (word.IsIn(r1, 5))
                {
                    word.ReplaceEnd(5, "heid");
                }

                break;
            case "en" or "ene":
                RemoveEn(ref word, suffix, r1);
                break;
            case "s" or "se":
                var before = word.Length - suffix.Length - 1;
                if (word.IsIn(r1, suffix.Length) && before >= 0 && word[before] != 'j' && !Regions.IsVowel(Vowels, word[before]))
                {
                    word.Remove(suffix.Length);
                }

                break;
            default:
                break;
        }
    }

    private static void RemoveEn(ref StemBuffer word, string suffix, int r1)
    {
        if (!word.EndsWith(suffix) || !word.IsIn(r1, suffix.Length) || word.Length == suffix.Length)
        {
            return;
        }

        var stem = word.Value[..^suffix.Length];
        if (!Regions.IsVowel(Vowels, stem[^1]) && !stem.EndsWith("gem"))
        {
            word.Remove(suffix.Length);
            Undouble(ref word);
        }
    }

    private static void Undouble(ref StemBuffer word)
    {
        if (word.EndsWith("kk") || word.EndsWith("dd") || word.EndsWith("tt"))
        {
            word.Remove(1);
        }
    }

    private static bool RemoveE(ref StemBuffer word, int r1)
    {
        if (!word.EndsWith("e") || !word.IsIn(r1, 1) || word.Length < 2 || Regions.IsVowel(Vowels, word[word.Length - 2]))
        {
            return false;
        }

        word.Remove(1);
        Undouble(ref word);
        return true;
    }

    private static void RemoveDerivation(ref StemBuffer word, int r1, int r2, bool hasLostE)
    {
        var suffix = word.Longest(["end", "ing", "ig", "lijk", "baar", "bar"]);
        if (suffix.Length == 0 || !word.IsIn(r2, suffix.Length))
        {
            return;
        }

        switch (suffix)
        {
            case "end" or "ing":
                word.Remove(3);
                if (word.EndsWith("ig") && word.IsIn(r2, 2) && !(word.Length > 2 && word[word.Length - 3] == 'e'))
                {
                    word.Remove(2);
                }
                else
                {
                    Undouble(ref word);
                }

                break;
            case "ig":
                if (!(word.Length > 2 && word[word.Length - 3] == 'e'))
                {
                    word.Remove(2);
                }

                break;
            case "lijk":
                word.Remove(4);
                RemoveE(ref word, r1);
                break;
            case "baar":
                word.Remove(4);
                break;
            default:
                word.Remove(hasLostE ? 3 : 0);
                break;
        }
    }

    private static void ShortenVowel(ref StemBuffer word)
    {
        var n = word.Length;
        if (n < 4 || word[n - 1] == 'I' || Regions.IsVowel(Vowels, word[n - 1]) || Regions.IsVowel(Vowels, word[n - 4]))
        {
            return;
        }

        if (word[n - 2] == word[n - 3] && word[n - 2] is ('a' or 'e' or 'o' or 'u'))
        {
            word.RemoveAt(n - 2);
        }
    }
}
