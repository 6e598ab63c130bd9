namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>The French stemmer of Snowball, from its published description.</summary>
internal sealed class FrenchStemmer : IStemmer
{
    private const string Vowels = "aeiouyâàëéêèïîôûù";

    private static readonly string[] StandardSuffixes =
    [
        "ance", "iqUe", "isme", "able", "iste", "eux", "ances", "iqUes", "ismes", "ables", "istes", "atrice", "ateur", "ation",
        "atrices", "ateurs", "ations", "logie", "logies", "usion", "ution", "usions", "utions", "ence", "ences", "ement", "ements",
        "ité", "ités", "if", "ive", "ifs", "ives", "eaux", "aux", "euse", "euses", "issement", "issements", "amment", "emment",
        "ment", "ments",
    ];

    private static readonly string[] VerbsInI =
    [
        "îmes", "ît", "îtes", "i", "ie", "ies", "ir", "ira", "irai", "iraIent", "irais", "irait", "iras", "irent", "irez",
        "iriez", "irions", "irons", "iront", "is", "issaIent", "issais", "issait", "issant", "issante", "issantes", "issants",
        "isse", "issent", "isses", "issez", "issiez", "issions", "issons", "it",
    ];

    private static readonly string[] OtherVerbs =
    [
        "ions", "é", "ée", "ées", "és", "èrent", "er", "era", "erai", "eraIent", "erais", "erait", "eras", "erez", "eriez",
        "erions", "erons", "eront", "ez", "iez", "âmes", "ât", "âtes", "a", "ai", "aIent", "ais", "ait", "ant", "ante", "antes",
        "ants", "as", "asse", "assent", "asses", "assiez", "assions",
    ];

    /// <inheritdoc/>
    public void Stem(ref StemBuffer word)
    {
        MarkConsonants(ref word);
        var rv = RegionRv(in word);
        var r1 = word.RegionAfter(0, Vowels);
        var r2 = word.RegionAfter(r1, Vowels);
        if (RemoveStandard(ref word, rv, r1, r2) || RemoveVerbInI(ref word, rv) || RemoveOtherVerb(ref word, rv, r2))
        {
            if (word.EndsWith("Y"))
            {
                word[word.Length - 1] = 'i';
            }
            else if (word.EndsWith("ç"))
            {
                word[word.Length - 1] = 'c';
            }
        }
        else
        {
            RemoveResidue(ref word, rv, r2);
        }

        if (word.EndsWith("enn") || word.EndsWith("onn") || word.EndsWith("ett") || word.EndsWith("ell") || word.EndsWith("eill"))
        {
            word.Remove(1);
        }

        RemoveAccent(ref word);
        Regions.Lower(ref word);
    }

    private static void MarkConsonants(ref StemBuffer word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            var isBehindVowel = i > 0 && Regions.IsVowel(Vowels, word[i - 1]);
            var isBeforeVowel = i + 1 < word.Length && Regions.IsVowel(Vowels, word[i + 1]);
            var isConsonant = word[i] switch
            {
                'u' => (isBehindVowel && isBeforeVowel) || (i > 0 && word[i - 1] == 'q'),
                'i' => isBehindVowel && isBeforeVowel,
                'y' => isBehindVowel || isBeforeVowel,
                _ => false,
            };
            word[i] = isConsonant ? char.ToUpperInvariant(word[i]) : word[i];
        }
    }

    private static int RegionRv(in StemBuffer word)
    {
        if (word.StartsWith("par") || word.StartsWith("col") || word.StartsWith("tap"))
        {
            return 3;
        }

        if (word.Length >= 3 && Regions.IsVowel(Vowels, word[0]) && Regions.IsVowel(Vowels, word[1]))
        {
            return 3;
        }

        return Regions.After(in word, Vowels, 1, true);
    }

    private static bool RemoveStandard(ref StemBuffer word, int rv, int r1, int r2)
    {
        var suffix = word.Longest(StandardSuffixes);
        var n = suffix.Length;
        switch (suffix)
        {
            case "":
                return false;
            case "eaux":
                word.Remove(1);
                return true;
            case "aux":
                return TryReplace(ref word, r1, n, "al");
            case "amment":
                TryReplace(ref word, rv, n, "ant");
                return false;
            case "emment":
                TryReplace(ref word, rv, n, "ent");
                return false;
            case "ment" or "ments":
                if (word.IsIn(rv, n + 1) && Regions.HasVowelAt(in word, n + 1, Vowels))
                {
                    word.Remove(n);
                }

                return false;
            case "issement" or "issements":
                return word.Length > n && !Regions.HasVowelAt(in word, n + 1, Vowels) && TryReplace(ref word, r1, n, "");
            case "euse" or "euses":
                return TryReplace(ref word, r2, n, "") || TryReplace(ref word, r1, n, "eux");
            case "ement" or "ements":
                return TryReplace(ref word, rv, n, "") && AfterEment(ref word, rv, r1, r2);
            default:
                return RemoveStandardInR2(ref word, suffix, r2);
        }
    }

    private static bool RemoveStandardInR2(ref StemBuffer word, string suffix, int r2)
    {
        if (!word.IsIn(r2, suffix.Length))
        {
            return false;
        }

        var replacement = suffix switch
        {
            "logie" or "logies" => "log",
            "usion" or "ution" or "usions" or "utions" => "u",
            "ence" or "ences" => "ent",
            _ => "",
        };
        word.ReplaceEnd(suffix.Length, replacement);
        switch (suffix)
        {
            case "atrice" or "ateur" or "ation" or "atrices" or "ateurs" or "ations":
                RemoveIc(ref word, r2);
                break;
            case "ité" or "ités":
                AfterIte(ref word, r2);
                break;
            case "if" or "ive" or "ifs" or "ives":
                if (word.TryRemove(r2, "at"))
                {
                    RemoveIc(ref word, r2);
                }

                break;
            default:
                break;
        }

        return true;
    }

    private static void RemoveIc(ref StemBuffer word, int r2)
    {
        if (word.EndsWith("ic") && !word.TryRemove(r2, "ic"))
        {
            word.ReplaceEnd(2, "iqU");
        }
    }

    private static bool AfterEment(ref StemBuffer word, int rv, int r1, int r2)
    {
        if (word.EndsWith("iv"))
        {
            _ = word.TryRemove(r2, "iv") && word.TryRemove(r2, "at");
        }
        else if (word.EndsWith("eus"))
        {
            _ = TryReplace(ref word, r2, 3, "") || TryReplace(ref word, r1, 3, "eux");
        }
        else if (word.EndsWith("abl") || word.EndsWith("iqU"))
        {
            TryReplace(ref word, r2, 3, "");
        }
        else if (word.EndsWith("ièr") || word.EndsWith("Ièr"))
        {
            TryReplace(ref word, rv, 3, "i");
        }

        return true;
    }

    private static void AfterIte(ref StemBuffer word, int r2)
    {
        if (word.EndsWith("abil"))
        {
            word.ReplaceEnd(4, word.IsIn(r2, 4) ? "" : "abl");
        }
        else if (word.EndsWith("ic"))
        {
            RemoveIc(ref word, r2);
        }
        else
        {
            word.TryRemove(r2, "iv");
        }
    }

    private static bool RemoveVerbInI(ref StemBuffer word, int rv)
    {
        var suffix = word.LongestFrom(rv, VerbsInI);
        if (suffix.Length == 0 || !word.IsIn(rv, suffix.Length + 1) || Regions.HasVowelAt(in word, suffix.Length + 1, Vowels))
        {
            return false;
        }

        word.Remove(suffix.Length);
        return true;
    }

    private static bool RemoveOtherVerb(ref StemBuffer word, int rv, int r2)
    {
        var suffix = word.LongestFrom(rv, OtherVerbs);
        if (suffix.Length == 0 || (suffix is "ions" && !word.IsIn(r2, 4)))
        {
            return false;
        }

        word.Remove(suffix.Length);
        if (suffix[0] is 'â' or 'a')
        {
            word.TryRemove(rv, "e");
        }

        return true;
    }

    private static void RemoveResidue(ref StemBuffer word, int rv, int r2)
    {
        if (word.EndsWith("s") && word.Length > 1 && !"aiouès".Contains(word[word.Length - 2], StringComparison.Ordinal))
        {
            word.Remove(1);
        }

        var suffix = word.LongestFrom(rv, ["ion", "ier", "ière", "Ier", "Ière", "e"]);
        switch (suffix)
        {
            case "ion":
                if (word.IsIn(r2, 3) && word.IsIn(rv, 4) && word[word.Length - 4] is 's' or 't')
                {
                    word.Remove(3);
                }

                break;
            case "ier" or "ière" or "Ier" or "Ière":
                word.ReplaceEnd(suffix.Length, "i");
                break;
            case "e":
                word.Remove(1);
                break;
            default:
                break;
        }
    }

    private static void RemoveAccent(ref StemBuffer word)
    {
        var i = word.Length - 1;
        while (i >= 0 && !Regions.IsVowel(Vowels, word[i]))
        {
            i--;
        }

        if (i >= 0 && i < word.Length - 1 && word[i] is ('é' or 'è'))
        {
            word[i] = 'e';
        }
    }

    private static bool TryReplace(ref StemBuffer word, int region, int length, string replacement)
    {
        if (!word.IsIn(region, length))
        {
            return false;
        }

        word.ReplaceEnd(length, replacement);
        return true;
    }
}
