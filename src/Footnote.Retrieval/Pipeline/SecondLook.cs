using System.Globalization;
using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Reranking;

namespace Footnote.Retrieval.Pipeline;

/// <summary>
/// Lets a cross-encoder read the chunks that the gate judged, and judges again. When it fails, the first judgement stands.
/// </summary>
internal sealed class SecondLook(ICrossEncoder encoder, EvidenceGate gate, RetrievalOptions options)
{
    public bool Applies(RerankContext context, EvidenceAssessment first) =>
        context.Request.SecondLook && gate.WantsSecondLook(first, context.Query.Language);

    public async ValueTask<SecondLookResult> ReviewAsync(
        IReadOnlyList<RetrievedChunk> ranked,
        EvidenceAssessment first,
        RerankContext context,
        TraceRecorder trace,
        CancellationToken cancellationToken)
    {
        var started = trace.Start();
        var read = ranked.Take(options.Gate.Depth).ToArray();
        try
        {
            var isScored = Array.TrueForAll(read, chunk => chunk.CrossEncoderScore is not null);
            float[] scores = isScored
                ? [.. read.Select(chunk => chunk.CrossEncoderScore ?? 0)]
                : await ScoreAsync(read, context, cancellationToken).ConfigureAwait(false);
            var order = isScored ? ranked : CrossEncoderReranker.Blend(ranked, scores, options.CrossEncoder.Weight);
            var again = gate.Reassess(first, scores, context.Request.Explain);
            trace.End("second_look", started, read.Length, Note(first, again, scores));
            return new SecondLookResult(order, again, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            trace.End("second_look", started, 0, "failed: " + exception.GetType().Name);
            return new SecondLookResult(ranked, first, exception);
        }
    }

    private ValueTask<float[]> ScoreAsync(RetrievedChunk[] chunks, RerankContext context, CancellationToken cancellationToken) =>
        encoder.ScoreAsync(context.Query.Text, [.. chunks.Select(chunk => chunk.Content.TitledText)], cancellationToken);

    private static string Note(EvidenceAssessment first, EvidenceAssessment again, float[] scores) =>
        string.Create(CultureInfo.InvariantCulture, $"{first.Probability:0.00} to {again.Probability:0.00}, best {scores.Max():0.0}");
}
