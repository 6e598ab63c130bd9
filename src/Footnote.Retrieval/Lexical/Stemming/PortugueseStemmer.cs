namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>The Portuguese stemmer of Snowball, from its published description. Nasal ã and õ are treated as a~ and o~.</summary>
internal sealed class PortugueseStemmer : IStemmer
{
    private const string Vowels = "aeiouáéíóúâêô";

    private static readonly string[] StandardSuffixes =
    [
        "eza", "ezas", "ico", "ica", "icos", "icas", "ismo", "ismos", "ável", "ível", "ista", "istas", "oso", "osa", "osos",
        "osas", "amento", "amentos", "imento", "imentos", "adora", "ador", "aça~o", "adoras", "adores", "aço~es", "ante", "antes",
        "ância", "logia", "logias", "uça~o", "uço~es", "ência", "ências", "amente", "mente", "idade", "idades", "iva", "ivo",
        "ivas", "ivos", "ira", "iras",
    ];

    private static readonly string[] Verbs =
    [
        "ada", "ida", "ia", "aria", "eria", "iria", "ará", "ara", "erá", "era", "irá", "ava", "asse", "esse", "isse", "aste",
        "este", "iste", "ei", "arei", "erei", "irei", "am", "iam", "ariam", "eriam", "iriam", "aram", "eram", "iram", "avam", "em",
        "arem", "erem", "irem", "assem", "essem", "issem", "ado", "ido", "ando", "endo", "indo", "ara~o", "era~o", "ira~o", "ar",
        "er", "ir", "as", "adas", "idas", "ias", "arias", "erias", "irias", "arás", "aras", "erás", "eras", "irás", "avas", "es",
        "ardes", "erdes", "irdes", "ares", "eres", "ires", "asses", "esses", "isses", "astes", "estes", "istes", "is", "ais", "eis",
        "íeis", "aríeis", "eríeis", "iríeis", "áreis", "areis", "éreis", "ereis", "íreis", "ireis", "ásseis", "ésseis",
        "ísseis", "áveis", "ados", "idos", "ámos", "amos", "íamos", "aríamos", "eríamos", "iríamos", "áramos", "éramos",
        "íramos", "ávamos", "emos", "aremos", "eremos", "iremos", "ássemos", "êssemos", "íssemos", "imos", "armos", "ermos",
        "irmos", "eu", "iu", "ou", "ira", "iras",
    ];

    /// <inheritdoc/>
    public void Stem(ref StemBuffer word)
    {
        SplitNasals(ref word);
        var rv = Regions.Rv(in word, Vowels);
        var r1 = word.RegionAfter(0, Vowels);
        var r2 = word.RegionAfter(r1, Vowels);
        if (RemoveStandard(ref word, rv, r1, r2) || RemoveVerb(ref word, rv))
        {
            if (word.EndsWith("ci") && word.IsIn(rv, 1))
            {
                word.Remove(1);
            }
        }
        else
        {
            word.Remove(word.LongestFrom(rv, ["os", "a", "i", "o", "á", "í", "ó"]).Length);
        }

        RemoveFinalE(ref word, rv);
        JoinNasals(ref word);
    }

    private static void SplitNasals(ref StemBuffer word)
    {
        for (var i = 0; i < word.Length && word.Length < TextAnalyzer.MaximumTermLength; i++)
        {
            if (word[i] is 'ã' or 'õ')
            {
                word[i] = word[i] == 'ã' ? 'a' : 'o';
                word.Insert(i + 1, '~');
            }
        }
    }

    private static void JoinNasals(ref StemBuffer word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            if (word[i] == '~')
            {
                word[i - 1] = word[i - 1] == 'a' ? 'ã' : 'õ';
                word.RemoveAt(i);
            }
        }
    }

    private static bool RemoveStandard(ref StemBuffer word, int rv, int r1, int r2)
    {
        var suffix = word.Longest(StandardSuffixes);
        var n = suffix.Length;
        if (suffix is "ira" or "iras")
        {
            if (!word.IsIn(rv, n) || word.Length == n || word[word.Length - n - 1] != 'e')
            {
                return false;
            }

            word.ReplaceEnd(n, "ir");
            return true;
        }

        if (n == 0 || !word.IsIn(suffix is "amente" ? r1 : r2, n))
        {
            return false;
        }

        var replacement = suffix switch
        {
            "logia" or "logias" => "log",
            "uça~o" or "uço~es" => "u",
            "ência" or "ências" => "ente",
            _ => "",
        };
        word.ReplaceEnd(n, replacement);
        RemoveInner(ref word, suffix, r2);
        return true;
    }

    private static void RemoveInner(ref StemBuffer word, string suffix, int r2)
    {
        switch (suffix)
        {
            case "amente":
                _ = word.TryRemove(r2, "iv")
                    ? word.TryRemove(r2, "at")
                    : word.TryRemove(r2, "os") || word.TryRemove(r2, "ic") || word.TryRemove(r2, "ad");
                break;
            case "mente":
                _ = word.TryRemove(r2, "ante") || word.TryRemove(r2, "avel") || word.TryRemove(r2, "ível");
                break;
            case "idade" or "idades":
                _ = word.TryRemove(r2, "abil") || word.TryRemove(r2, "ic") || word.TryRemove(r2, "iv");
                break;
            case "iva" or "ivo" or "ivas" or "ivos":
                word.TryRemove(r2, "at");
                break;
            default:
                break;
        }
    }

    private static bool RemoveVerb(ref StemBuffer word, int rv)
    {
        var suffix = word.LongestFrom(rv, Verbs);
        word.Remove(suffix.Length);
        return suffix.Length > 0;
    }

    private static void RemoveFinalE(ref StemBuffer word, int rv)
    {
        if (word.LongestFrom(rv, ["e", "é", "ê"]).Length > 0)
        {
            word.Remove(1);
            if ((word.EndsWith("gu") || word.EndsWith("ci")) && word.IsIn(rv, 1))
            {
                word.Remove(1);
            }
        }
        else if (word.EndsWith("ç"))
        {
            word[word.Length - 1] = 'c';
        }
    }
}
