namespace Footnote.Models.Extractive;

/// <summary>Chooses the two to five sentences, or the list of steps, that answer a question together.</summary>
internal static class SentenceSelector
{
    private const int MostSentences = 5;
    private const int MostSteps = 9;
    private const double SameSentence = 0.6;
    private const double CertainShare = 0.9;
    private const double ElsewhereShare = 0.75;
    private const int LongestInstruction = 6;
    private const double CloseShare = 0.7;

    public static IReadOnlyList<PassageSentence> Select(
        IReadOnlyList<PassageSentence> sentences, IReadOnlyList<QuestionFacet> facets, SentenceOpinions opinions)
    {
        var scorer = new SentenceScorer(sentences);
        var chosen = new List<PassageSentence>();
        foreach (QuestionFacet facet in facets)
        {
            List<ScoredSentence> ranked = [.. sentences.Select(sentence => scorer.Score(sentence, facet))
                .OrderByDescending(scored => scored.Score)
                .ThenBy(scored => scored.Sentence.Rank).ThenBy(scored => scored.Sentence.Position)];
            if (ranked.Count == 0)
            {
                continue;
            }

            int room = Math.Max(1, (facets.Count > 1 ? MostSentences - 1 : MostSentences) - chosen.Count);
            IEnumerable<PassageSentence> found = facet.Kind == QuestionKind.Steps ? Steps(sentences, ranked)
                : opinions.AreSilentOn(facet) ? Best(ranked, facet, chosen, room)
                : Read(opinions, ranked, facet, chosen, room);
            foreach (PassageSentence sentence in found)
            {
                if (!chosen.Contains(sentence))
                {
                    chosen.Add(sentence);
                }
            }
        }

        return chosen;
    }

    private static IEnumerable<PassageSentence> Best(
        List<ScoredSentence> ranked, QuestionFacet facet, IReadOnlyList<PassageSentence> already, int room)
    {
        double top = ranked[0].Score;
        int wanted = Math.Min(room, Wanted(facet.Kind));
        var picked = new List<ScoredSentence>();
        foreach (ScoredSentence candidate in ranked.Take(40))
        {
            bool isNew = picked.Select(scored => scored.Sentence).Concat(already)
                .All(other => Overlap(other, candidate.Sentence) < SameSentence);
            bool isToThePoint = !IsFact(facet.Kind) || candidate.Evidence > 0 || candidate.Score >= CertainShare * top;
            bool isElsewhere = picked.Count > 0 && candidate.Sentence.Rank != picked[0].Sentence.Rank;
            bool isStrong = candidate.Score >= (isElsewhere ? ElsewhereShare : Threshold(facet.Kind)) * top && candidate.Coverage > 0
                && candidate.Score > 0 && isToThePoint;
            if (picked.Count == 0 ? !already.Contains(candidate.Sentence) : isNew && isStrong)
            {
                picked.Add(candidate);
            }

            if (picked.Count >= wanted)
            {
                break;
            }
        }

        List<PassageSentence> all = WithAntecedents(picked.Select(scored => scored.Sentence), already, room);
        return IsFact(facet.Kind) ? all : InReadingOrder(all);
    }

    /// <summary>The best sentence by words and cross-encoder together, and at most two that come close to it.</summary>
    private static IEnumerable<PassageSentence> Read(
        SentenceOpinions opinions, List<ScoredSentence> ranked, QuestionFacet facet, IReadOnlyList<PassageSentence> already, int room)
    {
        List<ScoredSentence> read = opinions.Rank(ranked);
        int wanted = Math.Min(room, Wanted(facet.Kind));
        var picked = new List<PassageSentence>();
        foreach (ScoredSentence candidate in read)
        {
            bool isNew = picked.Concat(already).All(other => Overlap(other, candidate.Sentence) < SameSentence);
            bool isClose = candidate.Score >= CloseShare * read[0].Score && opinions.IsWorthAdding(candidate.Sentence);
            if (picked.Count < wanted && isNew && (picked.Count == 0 || isClose))
            {
                picked.Add(candidate.Sentence);
            }
        }

        List<PassageSentence> all = WithAntecedents(picked, already, room);
        return IsFact(facet.Kind) ? all : InReadingOrder(all);
    }

    /// <summary>Whether the answer is one fact, which then comes first.</summary>
    private static bool IsFact(QuestionKind kind) =>
        kind is QuestionKind.Amount or QuestionKind.Time or QuestionKind.Place or QuestionKind.YesNo;

    private static int Wanted(QuestionKind kind) => kind is QuestionKind.Mechanism or QuestionKind.General ? 3 : 2;

    private static double Threshold(QuestionKind kind) => kind switch
    {
        _ when IsFact(kind) => 0.55,
        QuestionKind.Mechanism => 0.45,
        _ => 0.5,
    };

    /// <summary>A sentence that opens with a pronoun brings the one before it, when there is room.</summary>
    private static List<PassageSentence> WithAntecedents(IEnumerable<PassageSentence> picked, IReadOnlyList<PassageSentence> already,
        int room)
    {
        List<PassageSentence> all = [.. picked];
        foreach (PassageSentence sentence in all.ToList())
        {
            bool isNeeded = Reference.StartsWithPronoun(sentence) && all.Count < room
                && sentence.Previous is { IsHeading: false, IsQuestion: false } previous && previous.Paragraph == sentence.Paragraph
                && !all.Contains(previous) && !already.Contains(previous);
            if (isNeeded)
            {
                all.Insert(all.IndexOf(sentence), sentence.Previous!);
            }
        }

        return all;
    }

    private static IEnumerable<PassageSentence> InReadingOrder(List<PassageSentence> sentences)
    {
        Dictionary<int, int> firstSeen = [];
        foreach (PassageSentence sentence in sentences)
        {
            firstSeen.TryAdd(sentence.Rank, firstSeen.Count);
        }

        return sentences.OrderBy(sentence => firstSeen[sentence.Rank]).ThenBy(sentence => sentence.Position);
    }

    /// <summary>When the best sentences stand in or above a list, the whole list with its lead-in; otherwise the best sentences.</summary>
    private static IEnumerable<PassageSentence> Steps(IReadOnlyList<PassageSentence> sentences, List<ScoredSentence> ranked)
    {
        PassageSentence best = ranked[0].Sentence;
        IReadOnlyList<PassageSentence> list = ListAt(sentences, best);
        if (list.Count < 2)
        {
            List<PassageSentence> paragraph = ParagraphOf(sentences, best);
            return paragraph.Count <= LongestInstruction ? paragraph.Take(MostSentences)
                : Best(ranked, new QuestionFacet(QuestionKind.General, [], []), [], MostSentences - 1);
        }

        PassageSentence? leadIn = list[0].Previous is { IsHeading: false, IsQuestion: false, IsListItem: false } before ? before : null;
        return (leadIn is null ? list : list.Prepend(leadIn)).Take(MostSteps);
    }

    /// <summary>Instructions in prose: the sentences that stand together with the best one.</summary>
    private static List<PassageSentence> ParagraphOf(IReadOnlyList<PassageSentence> sentences, PassageSentence best) =>
        [.. sentences.Where(sentence => sentence.Rank == best.Rank && sentence.Paragraph == best.Paragraph && !sentence.IsHeading
            && !sentence.IsQuestion)
            .OrderBy(sentence => sentence.Position)];

    private static List<PassageSentence> ListAt(IReadOnlyList<PassageSentence> sentences, PassageSentence best)
    {
        List<PassageSentence> passage = [.. sentences.Where(sentence => sentence.Rank == best.Rank).OrderBy(sentence => sentence.Position)];
        int at = passage.IndexOf(best);
        int first = best.IsListItem ? at : passage.FindIndex(at, Math.Min(4, passage.Count - at), sentence => sentence.IsListItem);
        if (first < 0)
        {
            return [];
        }

        while (first > 0 && passage[first - 1].IsListItem && passage[first - 1].Paragraph == passage[first].Paragraph)
        {
            first--;
        }

        return [.. passage.Skip(first).TakeWhile(sentence => sentence.IsListItem && sentence.Paragraph == passage[first].Paragraph)];
    }

    private static double Overlap(PassageSentence left, PassageSentence right)
    {
        int smaller = Math.Min(left.Terms.Count, right.Terms.Count);
        return smaller == 0 ? 1 : (double)left.Terms.Count(right.Terms.Contains) / smaller;
    }
}
