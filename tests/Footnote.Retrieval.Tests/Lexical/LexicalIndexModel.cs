using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Tests.Lexical;

/// <summary>The index as a dictionary: scores every document from its text with the formula as it is written in the paper.</summary>
internal sealed class LexicalIndexModel
{
    private readonly Dictionary<int, string[]> _documents = [];
    private Dictionary<int, string[]> _committed = [];

    public LexicalIndexModel(LexicalIndexOptions options)
    {
        Options = options;
    }

    public LexicalIndexOptions Options { get; }

    public int Count => _committed.Count;

    public void Upsert(int id, string[] words) => _documents[id] = words;

    public bool Delete(int id) => _documents.Remove(id);

    public void Commit() => _committed = new Dictionary<int, string[]>(_documents);

    /// <summary>Scores of all matching documents, with statistics over the documents of the last commit.</summary>
    public Dictionary<int, double> Score(string[] query, IdBitmap? filter)
    {
        var average = _committed.Count == 0 ? 0 : _committed.Values.Average(words => (double)words.Length);
        var scores = new Dictionary<int, double>();
        foreach (var word in query)
        {
            var counts = _committed
                .Select(pair => (Id: pair.Key, pair.Value.Length, Tf: (double)pair.Value.Count(other => other == word)))
                .Where(entry => entry.Tf > 0).ToList();
            var idf = Math.Log(1 + ((_committed.Count - counts.Count + 0.5) / (counts.Count + 0.5)));
            foreach (var (id, length, tf) in counts)
            {
                var norm = Options.K1 * (1 - Options.B + (Options.B * length / average));
                if (filter is null || filter.Contains(id))
                {
                    scores[id] = scores.GetValueOrDefault(id) + (idf * tf / (tf + norm));
                }
            }
        }

        return scores;
    }

    /// <summary>Documents of the last commit in which the words stand next to each other.</summary>
    public HashSet<int> WithPhrase(string[] phrase) =>
        [.. _committed.Where(pair => Enumerable.Range(0, Math.Max(0, pair.Value.Length - phrase.Length + 1))
            .Any(start => pair.Value.AsSpan(start, phrase.Length).SequenceEqual(phrase))).Select(pair => pair.Key)];
}
