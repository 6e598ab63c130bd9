namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>The stemmer of each language.</summary>
internal static class Stemmers
{
    private static readonly EnglishStemmer English = new();

    /// <summary>Null for a language whose words are not stemmed.</summary>
    public static IStemmer? For(string language) => language switch
    {
        "en" => English,
        _ => null,
    };

    /// <summary>True when the language has an analysis of its own.</summary>
    public static bool IsKnown(string language) =>
        language is "en" or "de" or "fr" or "es" or "it" or "pt" or "nl" or "ru" or "ar" or "zh" or "ja" or "ko" or "th";
}
