namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>The Spanish stemmer of Snowball, from its published description.</summary>
internal sealed class SpanishStemmer : IStemmer
{
    private const string Vowels = "aeiouáéíóúü";

    private static readonly string[] Pronouns =
        ["me", "se", "sela", "selo", "selas", "selos", "la", "le", "lo", "las", "les", "los", "nos"];

    private static readonly string[] BeforePronouns = ["iéndo", "ándo", "ár", "ér", "ír", "ando", "iendo", "ar", "er", "ir", "yendo"];

    private static readonly string[] StandardSuffixes =
    [
        "anza", "anzas", "ico", "ica", "icos", "icas", "ismo", "ismos", "able", "ables", "ible", "ibles", "ista", "istas", "oso",
        "osa", "osos", "osas", "amiento", "amientos", "imiento", "imientos", "adora", "ador", "ación", "adoras", "adores",
        "aciones", "ante", "antes", "ancia", "ancias", "logía", "logías", "ución", "uciones", "encia", "encias", "amente",
        "mente", "idad", "idades", "iva", "ivo", "ivas", "ivos",
    ];

    private static readonly string[] VerbsInY =
        ["ya", "ye", "yan", "yen", "yeron", "yendo", "yo", "yó", "yas", "yes", "yais", "yamos"];

    private static readonly string[] Verbs =
    [
        "en", "es", "éis", "emos", "arían", "arías", "arán", "arás", "aríais", "aría", "aréis", "aríamos", "aremos",
        "ará", "aré", "erían", "erías", "erán", "erás", "eríais", "ería", "eréis", "eríamos", "eremos", "erá", "eré",
        "irían", "irías", "irán", "irás", "iríais", "iría", "iréis", "iríamos", "iremos", "irá", "iré", "aba", "ada",
        "ida", "ía", "ara", "iera", "ad", "ed", "id", "ase", "iese", "aste", "iste", "an", "aban", "ían", "aran", "ieran", "asen",
        "iesen", "aron", "ieron", "ado", "ido", "ando", "iendo", "ió", "ar", "er", "ir", "as", "abas", "adas", "idas", "ías",
        "aras", "ieras", "ases", "ieses", "ís", "áis", "abais", "íais", "arais", "ierais", "aseis", "ieseis", "asteis", "isteis",
        "ados", "idos", "amos", "ábamos", "íamos", "imos", "áramos", "iéramos", "iésemos", "ásemos",
    ];

    /// <inheritdoc/>
    public void Stem(ref StemBuffer word)
    {
        var rv = Regions.Rv(in word, Vowels);
        var r1 = word.RegionAfter(0, Vowels);
        var r2 = word.RegionAfter(r1, Vowels);
        RemovePronoun(ref word, rv);
        if (!RemoveStandard(ref word, r1, r2) && !RemoveVerbInY(ref word, rv))
        {
            RemoveVerb(ref word, rv);
        }

        RemoveResidue(ref word, rv);
        for (var i = 0; i < word.Length; i++)
        {
            word[i] = WithoutAccent(word[i]);
        }
    }

    private static char WithoutAccent(char letter) => letter switch
    {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        _ => letter,
    };

    private static void RemovePronoun(ref StemBuffer word, int rv)
    {
        var pronoun = word.LongestFrom(rv, Pronouns);
        if (pronoun.Length == 0)
        {
            return;
        }

        var verb = word.WithoutEnd(pronoun.Length);
        var ending = verb.LongestFrom(rv, BeforePronouns);
        if (ending.Length == 0 || (ending is "yendo" && !(verb.Length > 5 && verb[verb.Length - 6] == 'u')))
        {
            return;
        }

        word.Remove(pronoun.Length);
        if (ending is "iéndo" or "ándo" or "ár" or "ér" or "ír")
        {
            for (var i = word.Length - ending.Length; i < word.Length; i++)
            {
                word[i] = WithoutAccent(word[i]);
            }
        }
    }

    private static bool RemoveStandard(ref StemBuffer word, int r1, int r2)
    {
        var suffix = word.Longest(StandardSuffixes);
        if (suffix.Length == 0 || !word.IsIn(suffix is "amente" ? r1 : r2, suffix.Length))
        {
            return false;
        }

        var replacement = suffix switch
        {
            "logía" or "logías" => "log",
            "ución" or "uciones" => "u",
            "encia" or "encias" => "ente",
            _ => "",
        };
        word.ReplaceEnd(suffix.Length, replacement);
        switch (suffix)
        {
            case "adora" or "ador" or "ación" or "adoras" or "adores" or "aciones" or "ante" or "antes" or "ancia" or "ancias":
                word.TryRemove(r2, "ic");
                break;
            case "amente":
                _ = word.TryRemove(r2, "iv") ? word.TryRemove(r2, "at") : RemoveAny(ref word, r2, ["os", "ic", "ad"]);
                break;
            case "mente":
                RemoveAny(ref word, r2, ["ante", "able", "ible"]);
                break;
            case "idad" or "idades":
                RemoveAny(ref word, r2, ["abil", "ic", "iv"]);
                break;
            case "iva" or "ivo" or "ivas" or "ivos":
                word.TryRemove(r2, "at");
                break;
            default:
                break;
        }

        return true;
    }

    private static bool RemoveAny(ref StemBuffer word, int region, scoped ReadOnlySpan<string> suffixes)
    {
        var suffix = word.LongestFrom(region, suffixes);
        word.Remove(suffix.Length);
        return suffix.Length > 0;
    }

    private static bool RemoveVerbInY(ref StemBuffer word, int rv)
    {
        var suffix = word.LongestFrom(rv, VerbsInY);
        if (suffix.Length == 0 || word.Length == suffix.Length || word[word.Length - suffix.Length - 1] != 'u')
        {
            return false;
        }

        word.Remove(suffix.Length);
        return true;
    }

    private static void RemoveVerb(ref StemBuffer word, int rv)
    {
        var suffix = word.LongestFrom(rv, Verbs);
        word.Remove(suffix.Length);
        if (suffix is "en" or "es" or "éis" or "emos" && word.EndsWith("gu"))
        {
            word.Remove(1);
        }
    }

    private static void RemoveResidue(ref StemBuffer word, int rv)
    {
        var suffix = word.LongestFrom(rv, ["os", "a", "o", "á", "í", "ó", "e", "é"]);
        word.Remove(suffix.Length);
        if (suffix is "e" or "é" && word.EndsWith("gu") && word.IsIn(rv, 1))
        {
            word.Remove(1);
        }
    }
}
