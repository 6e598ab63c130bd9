using System.Globalization;
using Footnote.Retrieval.Fusion;
using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Queries;
using Footnote.Retrieval.Reranking;

namespace Footnote.Retrieval.Pipeline;

/// <summary>
/// Asks each question of a query by itself, so that what answers one is not crowded out by what answers another, and judges each.
/// </summary>
internal sealed class PartFinder(QueryAnalyzer analyzer, CandidateFinder finder, EvidenceGate gate, IChunkSource chunks, int judged)
{
    /// <summary>A chunk found by a part of the query counts a little less than one found by the whole.</summary>
    private const float PartShare = 0.9f;

    /// <summary>What the legs find for each part; nothing for a query that is one question.</summary>
    public async ValueTask<IReadOnlyList<FoundPart>> FindAsync(
        AnalyzedQuery query, RetrievalRequest request, TraceRecorder trace, CancellationToken cancellationToken)
    {
        var found = new List<FoundPart>(query.Parts.Count);
        foreach (var part in query.Parts)
        {
            var analyzed = analyzer.Analyze(part, query.Language, request.Dictionary) with { Parts = [] };
            found.Add(new FoundPart(analyzed, await finder.FindAsync(analyzed, request, trace, cancellationToken).ConfigureAwait(false)));
        }

        return found;
    }

    /// <summary>Puts what the parts found among what the whole found.</summary>
    public static IReadOnlyList<FusedId> Merge(IReadOnlyList<FusedId> whole, IReadOnlyList<FoundPart> parts)
    {
        if (parts.Count == 0)
        {
            return whole;
        }

        var merged = whole.ToDictionary(hit => hit.Id);
        foreach (var hit in parts.SelectMany(part => part.Candidates.Fused))
        {
            var scaled = hit with { Score = hit.Score * PartShare };
            merged[hit.Id] = !merged.TryGetValue(hit.Id, out var known) ? scaled
                : known with { Score = Math.Max(known.Score, scaled.Score) };
        }

        return [.. merged.Values.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id)];
    }

    /// <summary>Whether the best chunks of each part answer it.</summary>
    public async ValueTask<IReadOnlyList<PartOutcome>> JudgeAsync(
        IReadOnlyList<FoundPart> parts,
        RerankContext context,
        SecondLook? secondLook,
        TraceRecorder trace,
        CancellationToken cancellationToken)
    {
        var outcomes = new List<PartOutcome>(parts.Count);
        foreach (var part in parts)
        {
            var started = trace.Start();
            var ranked = await ReadAsync(part.Candidates.Fused, cancellationToken).ConfigureAwait(false);
            var own = new RerankContext(context.Request, part.Query, context.Now);
            var input = new EvidenceInput(part.Query, ranked, part.Candidates.Lexical, part.Candidates.Dense, own.Texts);
            var evidence = gate.Assess(input, context.Request.Explain);
            if (secondLook is not null && secondLook.Applies(own, evidence))
            {
                (ranked, evidence, _) = await secondLook.ReviewAsync(ranked, evidence, own, trace, cancellationToken).ConfigureAwait(false);
            }

            trace.End("part", started, ranked.Count, Note(evidence));
            outcomes.Add(new PartOutcome(part.Query.Text, evidence, [.. ranked.Select(chunk => chunk.Id)]));
        }

        return outcomes;
    }

    /// <summary>
    /// The judgement of the whole query. Few chunks hold the words of two questions, so the whole falls short where each part has its
    /// answer; then the weakest part counts. One part alone lifts nothing: of many parts one passes by chance.
    /// </summary>
    public static EvidenceAssessment Combine(EvidenceAssessment whole, IReadOnlyList<PartOutcome> parts)
    {
        var weakest = parts.MinBy(part => part.Evidence.Probability)?.Evidence;
        return !whole.IsSufficient && weakest is not null && parts.All(part => part.Evidence.IsSufficient) ? weakest : whole;
    }

    private async ValueTask<IReadOnlyList<RetrievedChunk>> ReadAsync(IReadOnlyList<FusedId> fused, CancellationToken cancellationToken)
    {
        var read = fused.Take(judged).ToArray();
        var contents = read.Length == 0 ? []
            : await chunks.GetAsync([.. read.Select(hit => hit.Id)], cancellationToken).ConfigureAwait(false);
        var byId = contents.ToDictionary(content => content.Id);
        return [.. read.Where(hit => byId.ContainsKey(hit.Id)).Select(hit => RetrievedChunk.From(hit, byId[hit.Id]))];
    }

    private static string Note(EvidenceAssessment evidence) =>
        string.Create(CultureInfo.InvariantCulture, $"{evidence.Probability:0.00}, {evidence.Reason ?? "sufficient"}");
}
