namespace Footnote.Models.Extractive;

/// <summary>
/// Scores how well a sentence answers a facet: covered terms weighted by their rarity among the passages, terms that the headings
/// above already name, the kind of answer expected, nearness of the matched terms, place, and whether the sentence stands on its own.
/// </summary>
internal sealed class SentenceScorer
{
    private readonly Dictionary<string, double> _weights = new(StringComparer.Ordinal);
    private readonly int _total;
    private readonly IReadOnlyDictionary<string, string> _aliases;

    public SentenceScorer(IReadOnlyList<PassageSentence> sentences)
    {
        _total = sentences.Count;
        _aliases = Acronyms.Find(sentences);
        foreach (string term in sentences.SelectMany(sentence => sentence.Terms))
        {
            _weights[term] = _weights.GetValueOrDefault(term) + 1;
        }

        foreach (string term in _weights.Keys.ToList())
        {
            _weights[term] = Math.Log(1 + (_total / (0.5 + _weights[term])));
        }
    }

    public ScoredSentence Score(PassageSentence sentence, QuestionFacet facet)
    {
        double all = 0;
        double covered = 0;
        double near = 0;
        foreach (string term in facet.Terms)
        {
            double weight = _weights.GetValueOrDefault(term, Math.Log(1 + (_total / 0.5)) * 0.5);
            all += weight;
            covered += Has(sentence.Terms, term) ? weight : 0;
            near += !Has(sentence.Terms, term) && IsInContext(sentence, term) ? weight : 0;
        }

        double coverage = all > 0 ? covered / all : 0;
        double context = all > 0 ? near / all : 0;
        double evidence = AnswerCues.Strength(sentence, facet);
        double score = coverage + (0.45 * context)
            + (0.45 * evidence * Math.Min(1, 0.2 + coverage + context))
            + (0.10 * Proximity(sentence, facet)) + (0.12 / (1 + sentence.Rank)) + (sentence.Position == 0 ? 0.06 : 0)
            - Weakness(sentence);
        return new ScoredSentence(sentence, score, coverage + context, evidence);
    }

    private bool Has(IReadOnlySet<string> terms, string term) =>
        terms.Contains(term) || Synonyms.Of(term).Any(terms.Contains)
            || (_aliases.TryGetValue(term, out string? alias) && alias.Split(' ').All(terms.Contains));

    private bool IsInContext(PassageSentence sentence, string term)
    {
        bool carriesOn = sentence.Previous is { IsHeading: false } previous && previous.Paragraph == sentence.Paragraph
            && Has(previous.Terms, term);
        return Has(sentence.Context, term) || carriesOn;
    }

    private static double Proximity(PassageSentence sentence, QuestionFacet facet)
    {
        List<int> places = [];
        for (int i = 0; i < sentence.Words.Count; i++)
        {
            if (facet.Terms.Contains(sentence.Words[i].Term, StringComparer.Ordinal))
            {
                places.Add(i);
            }
        }

        return places.Count < 2 ? 0 : (double)places.Count / (places[^1] - places[0] + 1);
    }

    private static double Weakness(PassageSentence sentence)
    {
        double weakness = 0;
        int length = sentence.Words.Count;
        weakness += length < 4 && !sentence.IsListItem ? 0.3 : 0;
        weakness += length > 60 ? 0.15 : 0;
        weakness += sentence.IsQuestion ? 0.7 : 0;
        weakness += sentence.IsHeading ? 0.8 : 0;
        weakness += IsFragment(sentence) ? 0.15 : 0;
        weakness += Reference.IsDependent(sentence) ? 0.08 : 0;
        weakness += Reference.IsException(sentence) ? 0.2 : 0;
        return weakness;
    }

    private static bool IsFragment(PassageSentence sentence)
    {
        char first = sentence.Text[0];
        bool startsInside = char.IsLower(first) || first is ',' or ';' or ')';
        bool endsOpen = !sentence.IsRow && !char.IsPunctuation(sentence.Text[^1]);
        return !sentence.IsListItem && (startsInside || endsOpen);
    }
}
