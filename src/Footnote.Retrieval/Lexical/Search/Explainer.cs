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
            for (var document = 0; document < view.Segment.Documents; document++)
            {
                if (view.Segment.Ids[document] == id && view.IsLive(document))
                {
                    return Explain(query, view.Segment, document);
                }
            }
        }

        return new Explanation(0, Text($"chunk {id} is not in the index"), []);
    }

    private Explanation Explain(LexicalQuery query, IndexSegment segment, int document)
    {
        foreach (var phrase in query.Excluded)
        {
            if (FrequencyOf(segment, phrase, document) > 0)
            {
                return new Explanation(0, $"excluded by -\"{Join(phrase)}\"", []);
            }
        }

        var parts = new List<Explanation>();
        foreach (var phrase in query.Required)
        {
            var frequency = FrequencyOf(segment, phrase, document);
            if (frequency == 0)
            {
                return new Explanation(0, $"lacks the phrase \"{Join(phrase)}\"", []);
            }

            var idf = phrase.Sum(term => _snapshot.Idf(_snapshot.DocumentFrequency(term.Text)));
            parts.Add(Part($"phrase \"{Join(phrase)}\"", idf, 1, frequency, segment.Lengths[document]));
        }

        foreach (var term in query.Optional)
        {
            var frequency = FrequencyOf(segment, [term], document);
            if (frequency > 0)
            {
                var found = _snapshot.DocumentFrequency(term.Text);
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

    private int FrequencyOf(IndexSegment segment, QueryTerm[] phrase, int document) =>
        PhraseMatcher.Open(segment, phrase, _scratch) is { } matcher && matcher.Advance(document) && matcher.Document == document
            ? matcher.Frequency
            : 0;

    private static string Join(QueryTerm[] phrase) => string.Join(' ', phrase.Select(term => term.Text));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
