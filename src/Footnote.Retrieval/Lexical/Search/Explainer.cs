using System.Globalization;
using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>Computes the score of one document in the open.</summary>
internal sealed unsafe class Explainer
{
    private readonly IndexSnapshot _snapshot;
    private readonly LexicalIndexOptions _options;
    private readonly SearchScratch _scratch = new();

    public Explainer(IndexSnapshot snapshot, LexicalIndexOptions options)
    {
        _snapshot = snapshot;
        _options = options;
    }

    public Explanation Explain(LexicalQuery query, int id)
    {
        foreach (var view in _snapshot.Segments)
        {
            var document = view.Segment.DocumentOf(id, view.Live);
            if (document >= 0)
            {
                return Explain(query.Analyzed, view.Segment, document);
            }
        }

        return new Explanation(0, Text($"chunk {id} is not in the index"), []);
    }

    private Explanation Explain(QueryTerms query, IndexSegment segment, int document)
    {
        for (var i = 0; i < query.ExcludedCount; i++)
        {
            var phrase = query.Excluded(i);
            if (FrequencyOf(segment, phrase, document) > 0)
            {
                return new Explanation(0, $"excluded by -\"{Join(phrase)}\"", []);
            }
        }

        var parts = new List<Explanation>();
        for (var i = 0; i < query.RequiredCount; i++)
        {
            var phrase = query.Required(i);
            var frequency = FrequencyOf(segment, phrase, document);
            if (frequency == 0)
            {
                return new Explanation(0, $"lacks the phrase \"{Join(phrase)}\"", []);
            }

            parts.Add(Part($"phrase \"{Join(phrase)}\"", Idf(phrase), 1, frequency, segment.Lengths[document]));
        }

        foreach (ref readonly var term in query.Optional)
        {
            var frequency = FrequencyOf(segment, new ReadOnlySpan<QueryTerm>(in term), document);
            if (frequency > 0)
            {
                var found = _snapshot.DocumentFrequency(_scratch.Utf8(term.Text));
                var name = Text($"term {term.Text}, in {found} of {_snapshot.Documents} chunks");
                parts.Add(Part(name, _snapshot.Idf(found), term.Count, frequency, segment.Lengths[document]));
            }
        }

        return new Explanation(parts.Sum(part => part.Value), Text($"BM25, k1 {_options.K1}, b {_options.B}, sum of"), parts);
    }

    private Explanation Part(string name, float idf, int count, int frequency, int length)
    {
        var saturated = new FrequencySaturation(_options.K1, _options.B, _snapshot.AverageLength).Of(frequency, length);
        var figures = Text($"tf / (tf + norm), tf {frequency}, length {length}, average {_snapshot.AverageLength:0.0}");
        return new Explanation(
            idf * count * saturated,
            name,
            [
                new Explanation(idf, "idf", []),
                new Explanation(count, "count in the query", []),
                new Explanation(saturated, figures, []),
            ]);
    }

    private float Idf(ReadOnlySpan<QueryTerm> phrase)
    {
        var sum = 0f;
        foreach (var term in phrase)
        {
            sum += _snapshot.Idf(_snapshot.DocumentFrequency(_scratch.Utf8(term.Text)));
        }

        return sum;
    }

    private int FrequencyOf(IndexSegment segment, ReadOnlySpan<QueryTerm> phrase, int document)
    {
        var matcher = _scratch.OpenMatcher(segment, phrase);
        var frequency = matcher is not null && matcher.Advance(document) && matcher.Document == document ? matcher.Frequency : 0;
        _scratch.ReturnMatchers();
        return frequency;
    }

    private static string Join(ReadOnlySpan<QueryTerm> phrase)
    {
        var words = new string[phrase.Length];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = phrase[i].Text.ToString();
        }

        return string.Join(' ', words);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
