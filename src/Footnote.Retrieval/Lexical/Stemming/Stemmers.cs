namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>The stemmer of each language.</summary>
internal static class Stemmers
{
    private static readonly Dictionary<string, IStemmer?> All = new(StringComparer.Ordinal)
    {
        ["en"] = new EnglishStemmer(),
        ["de"] = new GermanStemmer(),
        ["fr"] = new FrenchStemmer(),
        ["es"] = new SpanishStemmer(),
        ["it"] = new ItalianStemmer(),
        ["pt"] = new PortugueseStemmer(),
        ["nl"] = new DutchStemmer(),
        ["ru"] = new RussianStemmer(),
        ["ar"] = new ArabicStemmer(),
        ["zh"] = null,
        ["ja"] = null,
        ["ko"] = null,
        ["th"] = null,
    };

    /// <summary>Null for a language whose words are not stemmed.</summary>
    public static IStemmer? For(string language) => All.GetValueOrDefault(language);

    /// <summary>True when the language has an analysis of its own.</summary>
    public static bool IsKnown(string language) => All.ContainsKey(language);
}
