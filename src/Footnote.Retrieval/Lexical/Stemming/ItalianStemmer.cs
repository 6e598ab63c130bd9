namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>The Italian stemmer of Snowball, from its published description.</summary>
internal sealed class ItalianStemmer : IStemmer
{
    private const string Vowels = "aeiouàèìòù";

    private static readonly string[] Pronouns =
    [
        "ci", "gli", "la", "le", "li", "lo", "mi", "ne", "si", "ti", "vi", "sene", "gliela", "gliele", "glieli", "glielo", "gliene",
        "mela", "mele", "meli", "melo", "mene", "tela", "tele", "teli", "telo", "tene", "cela", "cele", "celi", "celo", "cene",
        "vela", "vele", "veli", "velo", "vene",
    ];

    private static readonly string[] StandardSuffixes =
    [
        "anza", "anze", "ico", "ici", "ica", "ice", "iche", "ichi", "ismo", "ismi", "abile", "abili", "ibile", "ibili", "ista",
        "iste", "isti", "istà", "istè", "istì", "oso", "osi", "osa", "ose", "mente", "atrice", "atrici", "ante", "anti",
        "azione", "azioni", "atore", "atori", "logia", "logie", "uzione", "uzioni", "usione", "usioni", "enza", "enze", "amento",
        "amenti", "imento", "imenti", "amente", "ità", "ivo", "ivi", "iva", "ive",
    ];

    private static readonly string[] Verbs =
    [
        "ammo", "ando", "ano", "are", "arono", "asse", "assero", "assi", "assimo", "ata", "ate", "ati", "ato", "ava", "avamo",
        "avano", "avate", "avi", "avo", "emmo", "enda", "ende", "endi", "endo", "erà", "erai", "eranno", "ere", "erebbe",
        "erebbero", "erei", "eremmo", "eremo", "ereste", "eresti", "erete", "erò", "erono", "essero", "ete", "eva", "evamo",
        "evano", "evate", "evi", "evo", "Yamo", "iamo", "immo", "irà", "irai", "iranno", "ire", "irebbe", "irebbero", "irei",
        "iremmo", "iremo", "ireste", "iresti", "irete", "irò", "irono", "isca", "iscano", "isce", "isci", "isco", "iscono",
        "issero", "ita", "ite", "iti", "ito", "iva", "ivamo", "ivano", "ivate", "ivi", "ivo", "ono", "uta", "ute", "uti", "uto",
        "ar", "ir",
    ];

    /// <inheritdoc/>
    public void Stem(ref StemBuffer word)
    {
        Prepare(ref word);
        var rv = Regions.Rv(in word, Vowels);
        var r1 = word.RegionAfter(0, Vowels);
        var r2 = word.RegionAfter(r1, Vowels);
        RemovePronoun(ref word, rv);
        if (!RemoveStandard(ref word, rv, r1, r2))
        {
            word.Remove(word.LongestFrom(rv, Verbs).Length);
        }

        RemoveVowel(ref word, rv);
        Regions.Lower(ref word);
    }

    private static void Prepare(ref StemBuffer word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            word[i] = word[i] switch
            {
                'á' => 'à',
                'é' => 'è',
                'í' => 'ì',
                'ó' => 'ò',
                'ú' => 'ù',
                'u' when i > 0 && word[i - 1] == 'q' => 'U',
                var letter => letter,
            };
        }

        for (var i = 1; i < word.Length - 1; i++)
        {
            if (word[i] is 'u' or 'i' && Regions.IsVowel(Vowels, word[i - 1]) && Regions.IsVowel(Vowels, word[i + 1]))
            {
                word[i] = char.ToUpperInvariant(word[i]);
            }
        }
    }

    private static void RemovePronoun(ref StemBuffer word, int rv)
    {
        var pronoun = word.Longest(Pronouns);
        if (pronoun.Length == 0)
        {
            return;
        }

        var verb = word.WithoutEnd(pronoun.Length);
        if (verb.LongestFrom(rv, ["ando", "endo"]).Length > 0)
        {
            word.Remove(pronoun.Length);
        }
        else if (verb.LongestFrom(rv, ["ar", "er", "ir"]).Length > 0)
        {
            word.ReplaceEnd(pronoun.Length, "e");
        }
    }

    private static bool RemoveStandard(ref StemBuffer word, int rv, int r1, int r2)
    {
        var suffix = word.Longest(StandardSuffixes);
        var region = suffix switch
        {
            "amente" => r1,
            "amento" or "amenti" or "imento" or "imenti" => rv,
            _ => r2,
        };
        if (suffix.Length == 0 || !word.IsIn(region, suffix.Length))
        {
            return false;
        }

        var replacement = suffix switch
        {
            "logia" or "logie" => "log",
            "uzione" or "uzioni" or "usione" or "usioni" => "u",
            "enza" or "enze" => "ente",
            _ => "",
        };
        word.ReplaceEnd(suffix.Length, replacement);
        switch (suffix)
        {
            case "azione" or "azioni" or "atore" or "atori":
                word.TryRemove(r2, "ic");
                break;
            case "amente":
                _ = word.TryRemove(r2, "iv")
                    ? word.TryRemove(r2, "at")
                    : word.TryRemove(r2, "os") || word.TryRemove(r2, "ic") || word.TryRemove(r2, "abil");
                break;
            case "ità":
                _ = word.TryRemove(r2, "abil") || word.TryRemove(r2, "ic") || word.TryRemove(r2, "iv");
                break;
            case "ivo" or "ivi" or "iva" or "ive":
                _ = word.TryRemove(r2, "at") && word.TryRemove(r2, "ic");
                break;
            default:
                break;
        }

        return true;
    }

    private static void RemoveVowel(ref StemBuffer word, int rv)
    {
        if (word.LongestFrom(rv, ["a", "e", "i", "o", "à", "è", "ì", "ò"]).Length > 0)
        {
            word.Remove(1);
            word.TryRemove(rv, "i");
        }

        if (word.LongestFrom(rv, ["ch", "gh"]).Length > 0)
        {
            word.Remove(1);
        }
    }
}
