namespace Footnote.Models.Extractive;

/// <summary>What a cross-encoder says of the sentences it has read, as logits.</summary>
internal sealed class SentenceOpinions(IReadOnlyDictionary<PassageSentence, float> scores)
{
    /// <summary>The cross-encoder's part in the order of sentences; the rest is that of the words.</summary>
    private const double Share = 0.6;

    /// <summary>Logits that lie closer together than this are spread no further: the model then sees little difference.</summary>
    private const double LeastRange = 6;

    /// <summary>A sentence whose logit is further below the best one adds words, not an answer.</summary>
    private const double Margin = 2;

    private readonly float _best = scores.Values.DefaultIfEmpty().Max();
    private readonly float _least = scores.Values.DefaultIfEmpty().Min();

    public static SentenceOpinions None { get; } = new(new Dictionary<PassageSentence, float>());

    /// <summary>Whether the words alone decide what answers a facet.</summary>
    public bool AreSilentOn(QuestionFacet facet) => scores.Count == 0 || !SentenceReader.Reads(facet);

    /// <summary>The sentences that were read, best first by both opinions.</summary>
    public List<ScoredSentence> Rank(IReadOnlyList<ScoredSentence> ranked)
    {
        double top = Math.Max(ranked[0].Score, 1e-6);
        double range = Math.Max(_best - _least, LeastRange);
        return [.. ranked.Where(scored => scores.ContainsKey(scored.Sentence))
            .Select(scored => scored with { Score = Blend(scored.Score / top, (_best - scores[scored.Sentence]) / range) })
            .OrderByDescending(scored => scored.Score).ThenBy(scored => scored.Sentence.Rank).ThenBy(scored => scored.Sentence.Position)];
    }

    /// <summary>Whether a sentence is worth adding to a better one.</summary>
    public bool IsWorthAdding(PassageSentence sentence) =>
        scores.TryGetValue(sentence, out float score) && score >= _best - Margin;

    private static double Blend(double words, double below) => ((1 - Share) * Math.Max(0, words)) + (Share * (1 - below));
}
