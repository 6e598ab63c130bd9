using System.Text.RegularExpressions;
using Footnote.Models.Words;

namespace Footnote.Models.Memory;

/// <summary>
/// Rewrites a question that leans on the one before ("How long does that take?", "And abroad?") into one that can be searched on its own.
/// Rules for English; a question of another language, or one that stands on its own, is returned as it is.
/// </summary>
public static partial class StandaloneQuestion
{
    private const int ShortQuestion = 2;
    private const int LongestTopic = 8;

    private static readonly HashSet<string> Scaffolding = new(StringComparer.Ordinal)
    {
        "mean", "meaning", "definition", "define", "explain", "describe", "work", "works", "happen", "happens", "exactly", "know", "want",
        "need", "help", "give", "example", "take", "cost", "long", "tell",
    };

    /// <param name="question">What was asked now.</param>
    /// <param name="earlier">What was asked before in its standalone form, latest last.</param>
    public static string Rewrite(string question, IReadOnlyList<string> earlier)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(earlier);
        string previous = earlier.Count > 0 ? earlier[^1].Trim() : "";
        string topic = Topic(previous);
        if (topic.Length == 0)
        {
            return question;
        }

        Match elliptic = Ellipsis().Match(question);
        if (elliptic.Success)
        {
            return $"{previous.TrimEnd('?', '.', ' ')} {elliptic.Groups["rest"].Value.Trim()}";
        }

        Match pronoun = Pronoun().Match(question);
        if (pronoun.Success && !NamesItsOwnTopic(question, pronoun))
        {
            bool isOwned = pronoun.Value.ToLowerInvariant() is "its" or "their" or "his" or "her";
            return string.Concat(question.AsSpan(0, pronoun.Index), topic, isOwned ? "'s" : "",
                question.AsSpan(pronoun.Index + pronoun.Length));
        }

        bool isBare = WordReader.Read(question).Count(word => word.IsContent && !Scaffolding.Contains(word.Folded)) < ShortQuestion
            && Continues().IsMatch(question);
        return isBare ? $"{question.TrimEnd('?', '.', ' ')} ({topic})?" : question;
    }

    /// <summary>The subject words of a question as they were written.</summary>
    private static string Topic(string question) => string.Join(' ', WordReader.Read(question)
        .Where(word => word.IsContent && !Scaffolding.Contains(word.Folded)).Take(LongestTopic)
            .Select(word => question[word.Start..word.End]));

    /// <summary>"If my card is lost, can I block it?": the pronoun refers to a word of the same question.</summary>
    private static bool NamesItsOwnTopic(string question, Match pronoun) =>
        WordReader.Read(question[..pronoun.Index]).Exists(word => word.IsContent && !Scaffolding.Contains(word.Folded));

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(
        @"^\s*((and|but|or|so|ok|okay|also)[, ]+)?((what|how) about|and|or) (?<rest>(?!(what|how|why|when|where|who|which|is|are|do|does"
        + @"|can)\b).+?)[?.! ]*$", Options, Patterns.MatchLimit)]
    private static partial Regex Ellipsis();

    [GeneratedRegex(
        @"\b(it|its|they|them|their|theirs|that|this|those|these|he|she|him|his|her)\b(?!\s+(is|was) (possible|true|necessary|allowed"
        + @"|that)\b)", Options, Patterns.MatchLimit)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"^\s*(and|but|so|then|why|how|when|where|who|which|what|really|is there|are there|more|tell me more|go on)\b",
        Options, Patterns.MatchLimit)]
    private static partial Regex Continues();
}
