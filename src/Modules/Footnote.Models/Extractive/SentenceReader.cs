using Footnote.Retrieval.Reranking;

namespace Footnote.Models.Extractive;

/// <summary>Lets a cross-encoder read the likeliest sentences, each under its title and heading, in one batch of bounded size.</summary>
internal static class SentenceReader
{
    private const int MostSentences = 20;
    private const int LongestSentence = 400;

    /// <summary>About a thousand tokens.</summary>
    private const int MostCharacters = 4000;

    /// <summary>Definitions, explanations and instructions are told by their shape; the model would tear them apart.</summary>
    public static bool Reads(QuestionFacet facet) =>
        facet.Kind is not (QuestionKind.Definition or QuestionKind.Mechanism or QuestionKind.Steps);

    /// <summary>What the model says; nothing when no facet asks for it or the model fails, which leaves the choice to the words.</summary>
    public static async Task<SentenceOpinions> ReadAsync(
        ICrossEncoder crossEncoder,
        string question,
        IReadOnlyList<PassageSentence> sentences,
        IReadOnlyList<QuestionFacet> facets,
        CancellationToken cancellationToken)
    {
        List<PassageSentence> likely = Likely(question, sentences, [.. facets.Where(Reads)]);
        if (likely.Count == 0)
        {
            return SentenceOpinions.None;
        }

        try
        {
            float[] scores = await crossEncoder.ScoreAsync(question, [.. likely.Select(TextOf)], cancellationToken);
            return new SentenceOpinions(likely.Zip(scores).ToDictionary(pair => pair.First, pair => pair.Second));
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return SentenceOpinions.None;
        }
    }

    /// <summary>The best sentences of every facet in turn, as far as the bounds allow.</summary>
    private static List<PassageSentence> Likely(
        string question, IReadOnlyList<PassageSentence> sentences, IReadOnlyList<QuestionFacet> facets)
    {
        var scorer = new SentenceScorer(sentences);
        PassageSentence[] candidates = [.. sentences.Where(sentence => sentence is { IsHeading: false, IsQuestion: false })];
        IEnumerable<PassageSentence> likely = facets
            .SelectMany(facet => candidates.Select(sentence => scorer.Score(sentence, facet))
                .OrderByDescending(scored => scored.Score)
                .Take(MostSentences)
                .Index())
            .OrderBy(ranked => ranked.Index)
            .Select(ranked => ranked.Item.Sentence)
            .Distinct()
            .Take(MostSentences);
        int left = MostCharacters;
        return [.. likely.TakeWhile(sentence => (left -= question.Length + TextOf(sentence).Length) >= 0)];
    }

    private static string TextOf(PassageSentence sentence)
    {
        string text = sentence.Lead + sentence.Text;
        return text.Length <= LongestSentence ? text : text[..LongestSentence];
    }
}
