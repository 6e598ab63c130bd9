using System.Collections.Frozen;

namespace Footnote.Chat.Answering;

/// <summary>
/// Sentences of the server itself, for when there is no answer from documents, and what the reader should know about one.
/// </summary>
internal static class AnswerTexts
{
    public const string NothingFound = "I could not find an answer to this in the documents.";
    public const string NoDocuments = "There are no documents yet that could answer this. Upload some first.";
    public const string NeedsDocuments =
        "I answer from documents only, and for this question they were switched off. Switch them on to get an answer.";
    public const string NoModel = "I am sorry: no answer could be written right now. Please try again in a moment.";
    public const string Ungrounded = "Parts of this answer could not be found in the passages it cites.";
    public const string Truncated = "The answer was cut at the length limit.";

    private static readonly FrozenDictionary<string, string> Languages = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ar"] = "Arabic",
        ["de"] = "German",
        ["es"] = "Spanish",
        ["fr"] = "French",
        ["it"] = "Italian",
        ["ja"] = "Japanese",
        ["ko"] = "Korean",
        ["nl"] = "Dutch",
        ["pt"] = "Portuguese",
        ["ru"] = "Russian",
        ["th"] = "Thai",
        ["zh"] = "Chinese",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string UnknownLanguage(string code)
    {
        string name = Languages.GetValueOrDefault(code, $"the language \"{code}\"");
        return $"The question seems to be in {name}, which the search model does not know: only matching words were looked for.";
    }
}
