namespace Footnote.Models.Extractive;

/// <summary>Tells sentences that lean on the one before from those that stand on their own.</summary>
internal static class Reference
{
    private static readonly HashSet<string> Pronouns = new(StringComparer.Ordinal)
    {
        "it", "its", "they", "them", "their", "he", "she", "his", "her", "this", "that", "these", "those", "such", "both", "there",
    };

    private static readonly HashSet<string> Connectives = new(StringComparer.Ordinal)
    {
        "however", "therefore", "also", "but", "and", "or", "so", "then", "otherwise", "instead", "moreover", "furthermore", "nevertheless",
        "consequently", "thus", "hence", "similarly", "conversely", "meanwhile", "besides", "additionally", "yet",
    };

    public static bool IsDependent(PassageSentence sentence)
    {
        if (sentence.Words.Count == 0 || sentence.IsListItem)
        {
            return false;
        }

        string first = sentence.Words[0].Folded;
        return StartsWithPronoun(sentence) || Connectives.Contains(first);
    }

    /// <summary>"Other complaints ...", "In all other cases ...": about what the sentence before was not about.</summary>
    public static bool IsException(PassageSentence sentence) =>
        sentence.Words.Take(3).Any(word => word.Folded is "other" or "others" or "otherwise" or "else" or "another");

    public static bool StartsWithPronoun(PassageSentence sentence)
    {
        string first = sentence.Words.Count > 0 ? sentence.Words[0].Folded : "";
        bool isExpletive = first == "there"
            || (first is "this" or "that" or "these" or "those" && sentence.Words.Count > 1 && IsSpecific(sentence));
        return Pronouns.Contains(first) && !isExpletive;
    }

    private static bool IsSpecific(PassageSentence sentence) => sentence.Words[1].IsCapitalized;
}
