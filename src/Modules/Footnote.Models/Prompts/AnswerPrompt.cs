using System.Globalization;
using System.Text.RegularExpressions;
using Footnote.Models.Safety;
using Footnote.Models.Words;
using Microsoft.Extensions.AI;

namespace Footnote.Models.Prompts;

/// <summary>Writes the prompts of an answer: what a model is told, and the passages as data it may quote.</summary>
public static partial class AnswerPrompt
{
    /// <summary>What a model replies when the passages do not hold the answer.</summary>
    public const string NotFoundReply = "NOT_FOUND";

    /// <summary>The messages of one call: rules, earlier turns, and the question with its passages as content items.</summary>
    public static List<ChatMessage> Build(
        string question, IReadOnlyList<PassageContent> passages, IReadOnlyList<ChatMessage> history, string canary)
    {
        ArgumentNullException.ThrowIfNull(passages);
        ArgumentNullException.ThrowIfNull(history);
        string rules = passages.Count > 0
            ? PromptTemplate.Answer.Render(("not_found", NotFoundReply), ("canary", canary))
            : PromptTemplate.Open.Render(("canary", canary));
        return [new ChatMessage(ChatRole.System, rules), .. history,
            new ChatMessage(ChatRole.User, [new TextContent(question), .. passages])];
    }

    /// <summary>A message as the text that a provider gets: passages delimited, escaped and free of detected instructions.</summary>
    public static string Render(ChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        string text = string.Join('\n', message.Contents.OfType<TextContent>().Select(content => content.Text));
        List<PassageContent> passages = [.. message.Contents.OfType<PassageContent>()];
        return passages.Count == 0
            ? text
            : PromptTemplate.Question.Render(("passages", string.Join('\n', passages.Select(Render))), ("question", text));
    }

    private static string Render(PassageContent passage) => PromptTemplate.Passage.Render(
        ("number", passage.Index.ToString(CultureInfo.InvariantCulture)),
        ("title", AsData(string.Join(" > ", passage.HeadingPath.Prepend(passage.Title))).Replace('"', '\'').ReplaceLineEndings(" ")),
        ("text", AsData(passage.Text)));

    private static string AsData(string text)
    {
        string clean = ReferenceMark().Replace(InstructionFilter.Neutralize(text, out _), "(${n})");
        return clean.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
    }

    // a document's own "[3]" would read as one of our footnotes
    [GeneratedRegex(@"\[\s*\^?(?<n>\d{1,3}(?:\s*[,;\u2013-]\s*\d{1,3})*)\s*\]", RegexOptions.CultureInvariant, Patterns.MatchLimit)]
    private static partial Regex ReferenceMark();
}
