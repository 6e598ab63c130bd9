namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>The Russian stemmer of Snowball, from its published description.</summary>
internal sealed class RussianStemmer : IStemmer
{
    private const string Vowels = "аеиоуыэюя";

    private static readonly string[] GerundsBehindA = ["в", "вши", "вшись"];

    private static readonly string[] Gerunds = ["ив", "ивши", "ившись", "ыв", "ывши", "ывшись"];

    private static readonly string[] Adjectives =
    [
        "ее", "ие", "ые", "ое", "ими", "ыми", "ей", "ий", "ый", "ой", "ем", "им", "ым", "ом",
        "его", "ого", "ему", "ому", "их", "ых", "ую", "юю", "ая", "яя", "ою", "ею",
    ];

    private static readonly string[] ParticiplesBehindA = ["ем", "нн", "вш", "ющ", "щ"];

    private static readonly string[] Participles = ["ивш", "ывш", "ующ"];

    private static readonly string[] VerbsBehindA =
    [
        "ла", "на", "ете", "йте", "ли", "й", "л", "ем", "н", "ло", "но", "ет", "ют", "ны", "ть", "ешь",
        "нно",
    ];

    private static readonly string[] Verbs =
    [
        "ила", "ыла", "ена", "ейте", "уйте", "ите", "или", "ыли", "ей", "уй", "ил", "ыл", "им",
        "ым", "ен", "ило", "ыло", "ено", "ят", "ует", "уют", "ит", "ыт", "ены", "ить", "ыть",
        "ишь", "ую", "ю",
    ];

    private static readonly string[] Nouns =
    [
        "а", "ев", "ов", "ие", "ье", "е", "иями", "ями", "ами", "еи", "ии", "и", "ией", "ей", "ой",
        "ий", "й", "иям", "ям", "ием", "ем", "ам", "ом", "о", "у", "ах", "иях", "ях", "ы", "ь", "ию",
        "ью", "ю", "ия", "ья", "я",
    ];

    /// <inheritdoc/>
    public void Stem(ref StemBuffer word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            word[i] = word[i] == 'ё' ? 'е' : word[i];
        }

        var rv = Regions.After(in word, Vowels, 0, true);
        var r2 = word.RegionAfter(word.RegionAfter(0, Vowels), Vowels);
        if (!Remove(ref word, rv, GerundsBehindA, Gerunds))
        {
            _ = word.TryRemove(rv, "ся") || word.TryRemove(rv, "сь");
            if (Remove(ref word, rv, [], Adjectives))
            {
                Remove(ref word, rv, ParticiplesBehindA, Participles);
            }
            else
            {
                _ = Remove(ref word, rv, VerbsBehindA, Verbs) || Remove(ref word, rv, [], Nouns);
            }
        }

        word.TryRemove(rv, "и");
        _ = word.TryRemove(Math.Max(rv, r2), "ость") || word.TryRemove(Math.Max(rv, r2), "ост");
        Finish(ref word, rv);
    }

    private static void Finish(ref StemBuffer word, int rv)
    {
        if (word.TryRemove(rv, "ейше") || word.TryRemove(rv, "ейш"))
        {
            Undouble(ref word, rv);
        }
        else if (!Undouble(ref word, rv))
        {
            word.TryRemove(rv, "ь");
        }
    }

    private static bool Undouble(ref StemBuffer word, int rv)
    {
        var isDouble = word.EndsWith("нн") && word.IsIn(rv, 2);
        word.Remove(isDouble ? 1 : 0);
        return isDouble;
    }

    /// <summary>Removes the longest suffix of both groups; one of the first group only behind а or я. False when that fails.</summary>
    private static bool Remove(ref StemBuffer word, int rv, string[] behindA, string[] others)
    {
        var first = word.LongestFrom(rv, behindA);
        var second = word.LongestFrom(rv, others);
        if (first.Length > second.Length)
        {
            if (!word.IsIn(rv, first.Length + 1) || word[word.Length - first.Length - 1] is not ('а' or 'я'))
            {
                return false;
            }

            word.Remove(first.Length);
            return true;
        }

        word.Remove(second.Length);
        return second.Length > 0;
    }
}
