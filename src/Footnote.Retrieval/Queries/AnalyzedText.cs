using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Queries;

/// <summary>The terms of a text with their positions; what features are computed from.</summary>
internal sealed class AnalyzedText
{
    private readonly Dictionary<string, List<int>> _positions = new(StringComparer.Ordinal);

    public AnalyzedText(string text, string language)
    {
        var analyzer = TextAnalyzer.For(language);
        var known = _positions.GetAlternateLookup<ReadOnlySpan<char>>();
        var terms = new TermBuffer();
        var reader = new SurfaceReader(text);
        var position = 0;
        while (reader.MoveNext(out var surface))
        {
            analyzer.AnalyzeSurface(text.AsSpan(surface.Start, surface.End - surface.Start), surface.Kind, terms);
            for (var i = 0; i < terms.Count; i++)
            {
                if (!known.TryGetValue(terms.Term(i), out var positions))
                {
                    known[terms.Term(i)] = positions = [];
                }

                positions.Add(position + terms.Offset(i));
            }

            position += terms.Advance;
        }
    }

    public IReadOnlyCollection<string> Terms => _positions.Keys;

    public bool Contains(string term) => _positions.ContainsKey(term);

    public IReadOnlyList<int> Positions(string term) => _positions.TryGetValue(term, out var positions) ? positions : [];

    /// <summary>Whether one term stands directly before another somewhere.</summary>
    public bool ContainsPair(string first, string second)
    {
        // both lists rise
        var (firsts, seconds) = (Positions(first), Positions(second));
        for (int i = 0, j = 0; i < firsts.Count && j < seconds.Count;)
        {
            var distance = seconds[j] - firsts[i];
            if (distance == 1)
            {
                return true;
            }

            (i, j) = distance < 1 ? (i, j + 1) : (i + 1, j);
        }

        return false;
    }

    /// <summary>Whether the terms of another text occur here with the same distances between them.</summary>
    public bool ContainsSequence(IReadOnlyList<AnalyzedTerm> terms)
    {
        if (terms.Count == 0)
        {
            return true;
        }

        var first = terms[0].Position;
        return Positions(terms[0].Term).Any(start =>
            terms.All(term => Positions(term.Term).Contains(start + term.Position - first)));
    }
}
