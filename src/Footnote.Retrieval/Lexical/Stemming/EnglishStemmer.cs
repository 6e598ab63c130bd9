namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>The English (Porter2) stemmer of Snowball: M. F. Porter, "The English (Porter2) stemming algorithm".</summary>
internal sealed class EnglishStemmer : IStemmer
{
    private const string Vowels = "aeiouy";

    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["skis"] = "ski",
        ["skies"] = "sky",
        ["dying"] = "die",
        ["lying"] = "lie",
        ["tying"] = "tie",
        ["idly"] = "idl",
        ["gently"] = "gentl",
        ["ugly"] = "ugli",
        ["early"] = "earli",
        ["only"] = "onli",
        ["singly"] = "singl",
        ["sky"] = "sky",
        ["news"] = "news",
        ["howe"] = "howe",
        ["atlas"] = "atlas",
        ["cosmos"] = "cosmos",
        ["bias"] = "bias",
        ["andes"] = "andes",
    };

    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> ExceptionLookup =
        Exceptions.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] AfterStep1AExceptions =
        ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

    private static readonly string[] Step1BSuffixes = ["eed", "eedly", "ed", "edly", "ing", "ingly"];

    private static readonly (string Suffix, string Replacement)[] Step2 =
    [
        ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"), ("tional", "tion"),
        ("biliti", "ble"), ("lessli", "less"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"),
        ("iviti", "ive"), ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("izer", "ize"), ("ator", "ate"),
        ("alli", "al"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
    ];

    private static readonly (string Suffix, string Replacement)[] Step3 =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""), ("ical", "ic"),
        ("ness", ""), ("ful", ""),
    ];

    private static readonly string[] Step4 =
    [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
    ];

    /// <inheritdoc/>
    public void Stem(ref StemBuffer word)
    {
        if (word.Length <= 2)
        {
            return;
        }

        if (word[0] == '\'')
        {
            word.RemoveAt(0);
        }

        if (ExceptionLookup.TryGetValue(word.Value, out var exception))
        {
            word.ReplaceEnd(word.Length, exception);
            return;
        }

        MarkConsonantY(ref word);
        var r1 = FirstRegion(in word);
        var r2 = word.RegionAfter(r1, Vowels);
        RemovePossessive(ref word);
        RemovePlural(ref word);
        if (!IsAfterStep1AException(in word))
        {
            RemovePast(ref word, r1);
            ReplaceFinalY(ref word);
            ApplyStep2(ref word, r1);
            ApplyStep3(ref word, r1, r2);
            ApplyStep4(ref word, r2);
            ApplyStep5(ref word, r1, r2);
        }

        for (var i = 0; i < word.Length; i++)
        {
            word[i] = word[i] == 'Y' ? 'y' : word[i];
        }
    }

    private static bool IsVowel(char value) => Vowels.Contains(value, StringComparison.Ordinal);

    private static void MarkConsonantY(ref StemBuffer word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] == 'y' && (i == 0 || IsVowel(word[i - 1])))
            {
                word[i] = 'Y';
            }
        }
    }

    private static int FirstRegion(in StemBuffer word) =>
        word.StartsWith("gener") || word.StartsWith("arsen") ? 5 : word.StartsWith("commun") ? 6 : word.RegionAfter(0, Vowels);

    private static void RemovePossessive(ref StemBuffer word) => word.Remove(word.Longest(["'", "'s", "'s'"]).Length);

    private static void RemovePlural(ref StemBuffer word)
    {
        if (word.EndsWith("sses"))
        {
            word.Remove(2);
        }
        else if (word.EndsWith("ied") || word.EndsWith("ies"))
        {
            word.Remove(word.Length > 4 ? 2 : 1);
        }
        else if (word.EndsWith("s") && !word.EndsWith("us") && !word.EndsWith("ss") && HasVowel(in word, word.Length - 2))
        {
            word.Remove(1);
        }
    }

    private static bool HasVowel(in StemBuffer word, int end)
    {
        for (var i = 0; i < end; i++)
        {
            if (IsVowel(word[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAfterStep1AException(in StemBuffer word)
    {
        foreach (var exception in AfterStep1AExceptions)
        {
            if (word.Value.SequenceEqual(exception))
            {
                return true;
            }
        }

        return false;
    }

    private static void RemovePast(ref StemBuffer word, int r1)
    {
        var suffix = word.Longest(Step1BSuffixes);
        if (suffix is "eed" or "eedly")
        {
            if (word.IsIn(r1, suffix.Length))
            {
                word.ReplaceEnd(suffix.Length, "ee");
            }
        }
        else if (suffix.Length > 0 && HasVowel(in word, word.Length - suffix.Length))
        {
            word.Remove(suffix.Length);
            RepairAfterPast(ref word, r1);
        }
    }

    private static void RepairAfterPast(ref StemBuffer word, int r1)
    {
        if (word.EndsWith("at") || word.EndsWith("bl") || word.EndsWith("iz"))
        {
            word.ReplaceEnd(0, "e");
        }
        else if (EndsInDouble(in word))
        {
            word.Remove(1);
        }
        else if (word.Length <= r1 && EndsInShortSyllable(in word))
        {
            word.ReplaceEnd(0, "e");
        }
    }

    private static bool EndsInDouble(in StemBuffer word) =>
        word.Length >= 2 && word[word.Length - 1] == word[word.Length - 2]
        && "bdfgmnprt".Contains(word[word.Length - 1], StringComparison.Ordinal);

    private static bool EndsInShortSyllable(in StemBuffer word)
    {
        var n = word.Length;
        if (n == 2)
        {
            return IsVowel(word[0]) && !IsVowel(word[1]);
        }

        return n >= 3 && !IsVowel(word[n - 1]) && word[n - 1] is not ('w' or 'x' or 'Y') && IsVowel(word[n - 2]) && !IsVowel(word[n - 3]);
    }

    private static void ReplaceFinalY(ref StemBuffer word)
    {
        var n = word.Length;
        if (n > 2 && word[n - 1] is 'y' or 'Y' && !IsVowel(word[n - 2]))
        {
            word[n - 1] = 'i';
        }
    }

    private static void ApplyStep2(ref StemBuffer word, int r1)
    {
        foreach (var (suffix, replacement) in Step2)
        {
            if (!word.EndsWith(suffix))
            {
                continue;
            }

            var before = word.Length - suffix.Length - 1;
            var isAllowed = suffix switch
            {
                "ogi" => before >= 0 && word[before] == 'l',
                "li" => before >= 0 && "cdeghkmnrt".Contains(word[before], StringComparison.Ordinal),
                _ => true,
            };
            if (isAllowed && word.IsIn(r1, suffix.Length))
            {
                word.ReplaceEnd(suffix.Length, replacement);
            }

            return;
        }
    }

    private static void ApplyStep3(ref StemBuffer word, int r1, int r2)
    {
        foreach (var (suffix, replacement) in Step3)
        {
            if (word.EndsWith(suffix))
            {
                if (word.IsIn(suffix is "ative" ? Math.Max(r1, r2) : r1, suffix.Length))
                {
                    word.ReplaceEnd(suffix.Length, replacement);
                }

                return;
            }
        }
    }

    private static void ApplyStep4(ref StemBuffer word, int r2)
    {
        var suffix = word.Longest(Step4);
        if (suffix.Length == 0 || !word.IsIn(r2, suffix.Length))
        {
            return;
        }

        if (suffix is not "ion" || (word.Length > 3 && word[word.Length - 4] is 's' or 't'))
        {
            word.Remove(suffix.Length);
        }
    }

    private static void ApplyStep5(ref StemBuffer word, int r1, int r2)
    {
        if (word.EndsWith("e"))
        {
            var isInR1 = word.IsIn(r1, 1);
            var isInR2 = word.IsIn(r2, 1);
            word.Remove(1);
            if (!isInR2 && (!isInR1 || EndsInShortSyllable(in word)))
            {
                word.ReplaceEnd(0, "e");
            }
        }
        else if (word.EndsWith("ll") && word.IsIn(r2, 1))
        {
            word.Remove(1);
        }
    }
}
