using System.Text.RegularExpressions;
using Footnote.Models.Words;

namespace Footnote.Models.Extractive;

/// <summary>Splits a question into its facets and names the kind of answer each expects.</summary>
internal static partial class QuestionAnalyzer
{
    private static readonly (QuestionKind Kind, Regex Pattern)[] Kinds =
    [
        (QuestionKind.Amount, Amount()),
        (QuestionKind.Steps, Steps()),
        (QuestionKind.Mechanism, Mechanism()),
        (QuestionKind.Time, Time()),
        (QuestionKind.Reason, Reason()),
        (QuestionKind.Person, Person()),
        (QuestionKind.Place, Place()),
        (QuestionKind.Definition, Definition()),
        (QuestionKind.YesNo, YesNo()),
    ];

    private static readonly HashSet<string> Scaffolding = new(StringComparer.Ordinal)
    {
        "mean", "meaning", "definition", "define", "explain", "describe", "work", "works", "worked", "name", "happen", "happens",
        "exactly", "difference", "called", "term", "purpose", "know", "want", "need", "help", "give", "take", "takes", "long", "amount",
        "total",
    };

    public static IReadOnlyList<QuestionFacet> Analyze(string question)
    {
        var facets = new List<QuestionFacet>();
        IReadOnlyList<string> topic = [];
        foreach (string part in Split(question))
        {
            QuestionKind kind = KindOf(part);
            List<Word> content = [.. WordReader.Read(part).Where(word => word.IsContent)];
            List<string> own = [.. content.Where(word => !Scaffolding.Contains(word.Folded)).Select(word => word.Term)
                .Distinct(StringComparer.Ordinal)];
            List<string> scaffold = [.. content.Select(word => word.Term).Distinct(StringComparer.Ordinal)];
            if (own.Count == 0 && topic.Count == 0)
            {
                own = scaffold;
            }

            topic = facets.Count == 0 ? own : topic;
            IReadOnlyList<string> terms = own.Count == 0 || RefersBack(part) ? [.. topic.Union(own, StringComparer.Ordinal)] : own;
            facets.Add(new QuestionFacet(kind, terms, topic) { Unit = kind == QuestionKind.Amount ? UnitOf(part) : AmountUnit.Any });
        }

        return facets;
    }

    private static IEnumerable<string> Split(string question)
    {
        string[] parts = Joint().Split(question.Trim());
        return parts.Where(part => part.Trim().Length > 0).DefaultIfEmpty(question).Take(3);
    }

    private static QuestionKind KindOf(string question)
    {
        string text = question.Trim().ToLowerInvariant();
        foreach ((QuestionKind kind, Regex pattern) in Kinds)
        {
            if (pattern.IsMatch(text))
            {
                return kind;
            }
        }

        return QuestionKind.General;
    }

    private static AmountUnit UnitOf(string question) =>
        Duration().IsMatch(question) ? AmountUnit.Duration
        : Age().IsMatch(question) ? AmountUnit.Age
        : Frequency().IsMatch(question) ? AmountUnit.Frequency
        : Money().IsMatch(question) ? AmountUnit.Money
        : Count().IsMatch(question) ? AmountUnit.Count : AmountUnit.Any;

    private static bool RefersBack(string part) => Back().IsMatch(part);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"(?<=\S)\s*(?:[?;]\s+|,?\s+and\s+)(?=(how|what|why|when|where|who|which|is|are|can|does|do)\b)", Options,
        Patterns.MatchLimit)]
    private static partial Regex Joint();

    [GeneratedRegex(@"\b(it|its|they|them|their|this|that|these|those|he|she|him|his|her)\b", Options, Patterns.MatchLimit)]
    private static partial Regex Back();

    [GeneratedRegex(@"\bhow (long|soon|quickly|fast)\b|\b(period|deadline|duration)\b", Options, Patterns.MatchLimit)]
    private static partial Regex Duration();

    [GeneratedRegex(@"\bhow old\b|\b(what|which|minimum) age\b", Options, Patterns.MatchLimit)]
    private static partial Regex Age();

    [GeneratedRegex(@"\bhow (often|frequently|many times)\b", Options, Patterns.MatchLimit)]
    private static partial Regex Frequency();

    [GeneratedRegex(@"\bhow much\b|\b(costs?|prices?|fees?|charges?|pay|amount|sum|loan|deposit)\b", Options, Patterns.MatchLimit)]
    private static partial Regex Money();

    [GeneratedRegex(@"\bhow many\b|\bnumber of\b", Options, Patterns.MatchLimit)]
    private static partial Regex Count();

    [GeneratedRegex(
        @"\bhow (much|many|long|far|old|tall|big|high|large|fast|often|soon|quickly|deep|heavy)\b|\bwhat (is|are|was"
        + @"|were) the (\w+ ){0,3}(fee|fees|cost|costs|price|limit|limits|rate|percentage|number|amount|population|minimum|maximum|size"
        + @"|age|height|charge|charges)\b|\bwhat percentage\b|\b(what|which) (\w+ ){0,2}(amount|sum|limit|percentage|share)\b"
        + @"|\bwhat (does|do|did|will|would) .{2,80} cost\b|\b(largest|highest|lowest|smallest|maximum|minimum) .{0,40}\b(amount|loan"
        + @"|limit|sum|payment|deposit|withdrawal|transfer|fee)\b|^by when\b|^(percentage|number|cost|price"
        + @"|limit) of\b", Options, Patterns.MatchLimit)]
    private static partial Regex Amount();

    [GeneratedRegex(
        @"\bhow (do|can|could|should|would|must) (i|we|you|one|someone|people|customers?|users?)\b|\bhow to\b|\bsteps? (to|for)\b"
        + @"|\bwhat (do|should|must|can) (i|we|you) do\b", Options, Patterns.MatchLimit)]
    private static partial Regex Steps();

    [GeneratedRegex(@"\bhow (does|do|did|is|are|was|were|has|have|can)\b|^(explain|describe) how\b", Options, Patterns.MatchLimit)]
    private static partial Regex Mechanism();

    [GeneratedRegex(@"\bwhen\b|\b(what|which) (year|date|day|month|time|century|decade)\b|\bhow recently\b", Options, Patterns.MatchLimit)]
    private static partial Regex Time();

    [GeneratedRegex(
        @"\bwhy\b|\bwhat (is|was|are|were) the (reason|cause|purpose)s?\b|\bcauses? of\b|\bwhat caused\b|\breasons? (for"
        + @"|why)\b", Options, Patterns.MatchLimit)]
    private static partial Regex Reason();

    [GeneratedRegex(@"\b(who|whom|whose)\b", Options, Patterns.MatchLimit)]
    private static partial Regex Person();

    [GeneratedRegex(@"\bwhere\b|\b(what|which) (country|city|place|state|part of|region|street|town|location)\b", Options,
        Patterns.MatchLimit)]
    private static partial Regex Place();

    [GeneratedRegex(
        @"^(so |and )?(what|who) ?('s|is|are|was|were) (?!the (best|first|last|most)\b)|\bwhat (does|do|did) .+ (mean|stand for)\b"
        + @"|^(define|explain|describe)\b|\b(meaning|definition) of\b|\bmeaning$|\bdifferences? between\b", Options, Patterns.MatchLimit)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^(is|are|was|were|do|does|did|can|could|will|would|should|may|must|has|have|had|am)\b", Options, Patterns.MatchLimit)]
    private static partial Regex YesNo();
}
