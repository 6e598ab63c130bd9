using System.Text.RegularExpressions;
using Footnote.Models.Words;

namespace Footnote.Models.Extractive;

/// <summary>Recognises in a sentence the kind of answer that a question expects.</summary>
internal static partial class AnswerCues
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>0 (no sign of such an answer) to 1.</summary>
    public static double Strength(PassageSentence sentence, QuestionFacet facet) => facet.Kind switch
    {
        QuestionKind.Definition => DefinitionStrength(sentence, facet),
        QuestionKind.Mechanism => MechanismWords().Count(sentence.Text) switch { 0 => 0, 1 => 0.6, 2 => 0.85, _ => 1 },
        QuestionKind.Steps => StepStrength(sentence),
        QuestionKind.Amount => AmountStrength(sentence, facet),
        QuestionKind.Time => Dates().IsMatch(sentence.Text) ? 1 : TimeWords().IsMatch(sentence.Text) ? 0.5 : 0,
        QuestionKind.Person => NewNames(sentence, facet) switch { 0 => 0, 1 => 0.6, _ => 1 },
        QuestionKind.Place => Places().IsMatch(sentence.Text) ? 0.8 : 0,
        QuestionKind.Reason => Reasons().IsMatch(sentence.Text) ? 1 : 0,
        QuestionKind.YesNo => YesNoWords().IsMatch(sentence.Text) ? 0.5 : 0,
        _ => 0,
    };

    private static double DefinitionStrength(PassageSentence sentence, QuestionFacet facet)
    {
        Match verb = DefiningVerb().Match(sentence.Text);
        if (!verb.Success)
        {
            return 0;
        }

        List<Word> subject = [.. sentence.Words.Where(word => word.End <= verb.Index + 1)];
        bool namesTopic = subject.Any(word => facet.Topic.Contains(word.Term, StringComparer.Ordinal));
        if (!namesTopic)
        {
            return 0.15;
        }

        return subject.Count <= 9 ? 1 : 0.5;
    }

    private static double StepStrength(PassageSentence sentence)
    {
        bool isStep = sentence.IsListItem && sentence.IsNumbered;
        bool isImperative = sentence.Words.Count > 1 && Imperatives().IsMatch(sentence.Text);
        double guidance = Guidance().IsMatch(sentence.Text) ? 0.5 : 0;
        return isStep ? 1 : isImperative ? 0.9 : guidance;
    }

    private static double AmountStrength(PassageSentence sentence, QuestionFacet facet)
    {
        bool hasUnit = facet.Unit switch
        {
            AmountUnit.Money => MoneyAmounts().IsMatch(sentence.Text),
            AmountUnit.Duration => Durations().IsMatch(sentence.Text),
            AmountUnit.Age => Ages().IsMatch(sentence.Text),
            AmountUnit.Frequency => Frequencies().IsMatch(sentence.Text),
            _ => Measures().IsMatch(sentence.Text),
        };
        if (hasUnit)
        {
            return 1;
        }

        bool hasNumber = sentence.Words.Any(word => word.IsNumber && !facet.Terms.Contains(word.Term, StringComparer.Ordinal));
        double other = facet.Unit is AmountUnit.Count or AmountUnit.Any ? 0.7 : 0.3;
        return hasNumber || NumberWords().IsMatch(sentence.Text) ? other : 0;
    }

    private static int NewNames(PassageSentence sentence, QuestionFacet facet) =>
        sentence.Words.Skip(1)
            .Count(word => word is { IsCapitalized: true, IsContent: true } && !facet.Terms.Contains(word.Term, StringComparer.Ordinal));

    [GeneratedRegex(
        @"\b(is|are|was|were) (a|an|the|one|any|when|where|how|what|defined|known|used|called|short|software|money)\b|\b(refers? to"
        + @"|means?|stands? for|describes?|consists? of|denotes?|is defined as|(is|are) \w+(ed|ing)\b)|\b(is"
        + @"|are)\b", Options, Patterns.MatchLimit)]
    private static partial Regex DefiningVerb();

    [GeneratedRegex(
        @"\b(works?|by (first )?\w+ing|first|then|next|finally|after that|afterwards|step|steps|stages?|process|when (you|a|an|the|it"
        + @"|someone)|instead of|before|uses?|using|based on|retriev\w+|through)\b", Options, Patterns.MatchLimit)]
    private static partial Regex MechanismWords();

    [GeneratedRegex(
        @"^(to \w+[^,]*, )?(please )?(open|go|tap|click|select|choose|enter|sign|log|visit|press|call|contact|send|submit|upload|download"
        + @"|fill|scan|confirm|check|add|create|set|use|type|enable|turn|follow|navigate|review|run|install|start|pick|report|freeze|ask"
        + @"|write|verify|request|provide|change|update|take|make|in the app|from the)\b", Options, Patterns.MatchLimit)]
    private static partial Regex Imperatives();

    [GeneratedRegex(@"\b(you (can|should|must|need|will|may)|follow these|steps?|to do (this|so)|simply)\b", Options, Patterns.MatchLimit)]
    private static partial Regex Guidance();

    [GeneratedRegex(
        @"[$\u20ac\u00a3\u00a5]\s?\d|\d[\d.,]*\s?(%|percent|per cent|usd|eur|gbp|dollars?|euros?|pounds?|cents?|days?|hours?|minutes?"
        + @"|seconds?|weeks?|months?|years?|km|kilomet\w+|miles?|met(er|re)s?|feet|ft|kg|kilograms?|people|times?|million|billion"
        + @"|thousand|mb|gb)\b", Options, Patterns.MatchLimit)]
    private static partial Regex Measures();

    [GeneratedRegex(
        @"[$\u20ac\u00a3\u00a5]\s?\d|\d[\d.,]*\s?(%|percent|per cent|usd|eur|gbp|dollars?|euros?|pounds?|cents?)|\b(free|no (fee|charge"
        + @"|cost)|nothing|unlimited)\b", Options, Patterns.MatchLimit)]
    private static partial Regex MoneyAmounts();

    [GeneratedRegex(
        @"\b(\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a few|several|half an?)( to \d+)?[ -]?(\w+ )?(seconds?"
        + @"|minutes?|hours?|days?|weeks?|months?|years?)\b|\b(immediately|at once|instantly|same day|next day"
        + @"|overnight)\b", Options, Patterns.MatchLimit)]
    private static partial Regex Durations();

    [GeneratedRegex(@"\b\d{1,3}\b.{0,12}\b(years?|year-olds?|or older|old)\b|\b(aged?|at least|over|under) \d{1,3}\b", Options,
        Patterns.MatchLimit)]
    private static partial Regex Ages();

    [GeneratedRegex(@"\b(every|each|per|once|twice|daily|weekly|monthly|yearly|hourly|annually)\b|\b(\w+) times\b", Options,
        Patterns.MatchLimit)]
    private static partial Regex Frequencies();

    [GeneratedRegex(
        @"\b(free|no (fee|charge|limit|cost)|unlimited|one|two|three|four|five|six|seven|eight|nine|ten|twelve|hundred|thousand|million"
        + @"|unanimous|once|twice|half|majority)\b", Options, Patterns.MatchLimit)]
    private static partial Regex NumberWords();

    [GeneratedRegex(
        @"\b(1\d{3}|20\d{2})\b|\b(january|february|march|april|may|june|july|august|september|october|november|december) \d|\b\d(st|nd|rd"
        + @"|th)? (january|february|march|april|may|june|july|august|september|october|november|december)\b|\b\d+(st|nd|rd|th) century\b"
        + @"|\b\d{1,2}:\d{2}\b|\bwithin \w+ (business |working )?(day|hour|minute|week|month)s?\b", Options, Patterns.MatchLimit)]
    private static partial Regex Dates();

    [GeneratedRegex(
        @"\b(century|today|daily|weekly|monthly|every|after|before|until|since|during|once|as soon as|by the end|(mon|tues|wednes|thurs"
        + @"|fri|satur|sun)day|immediately)\b", Options, Patterns.MatchLimit)]
    private static partial Regex TimeWords();

    [GeneratedRegex(
        @"\b(?-i:(in|at|on|near|from|to|within|into|of) (the )?[A-Z])|\b(located|situated|found in|based in|headquarter\w*|under|settings"
        + @"|menu|page|tab|screen)\b", Options, Patterns.MatchLimit)]
    private static partial Regex Places();

    [GeneratedRegex(
        @"\b(because|due to|since|so that|in order to|as a result|reason|caus(e|es|ed|ing)|therefore|thus|led to|owing to|derived? from"
        + @"|named after|prevents?|protects?|to (avoid|prevent|protect|keep|reduce|ensure))\b", Options, Patterns.MatchLimit)]
    private static partial Regex Reasons();

    [GeneratedRegex(@"\b(yes|no|not|cannot|can't|never|always|only|must|can|may|required|allowed|unless|if|supported|available)\b",
        Options, Patterns.MatchLimit)]
    private static partial Regex YesNoWords();
}
