using System.Text;
using Footnote.Chat.Streaming;
using Footnote.Models.Citations;
using Footnote.Models.Generation;
using Microsoft.Extensions.Options;

namespace Footnote.Chat.Answering;

/// <summary>Has an answer generated into its stream, with every marker that names nothing taken out on the way, and checks it.</summary>
internal sealed class AnswerWriter(AnswerGenerator generator, IOptions<ChatOptions> options)
{
    public async Task<AnswerOutcome> WriteAsync(AnswerDraft draft, LiveStream stream, CancellationToken ct)
    {
        var request = new GenerationRequest(draft.Job.Question.Text, draft.Passages.Contents)
        {
            StandaloneQuestion = draft.Standalone,
            History = draft.Memory.Messages,
            MaxOutputTokens = draft.Job.Question.MaxTokens,
            Temperature = draft.Job.Question.Temperature,
        };
        HashSet<int> known = [.. draft.Passages.Contents.Select(passage => passage.Index)];
        var filter = new MarkerFilter(known);
        var text = new StringBuilder();
        bool startsOver = false;
        GenerationSummary? summary = null;
        await foreach (GenerationUpdate update in generator.GenerateAsync(request, ct))
        {
            if (update.StartsOver)
            {
                startsOver = text.Length > 0;
                filter = new MarkerFilter(known);
                text.Clear();
            }

            summary = update.Summary ?? summary;
            string piece = filter.Push(update.Text.Replace("\0", "", StringComparison.Ordinal))
                + (update.Summary is null ? "" : filter.Complete());
            if (piece.Length > 0)
            {
                text.Append(piece);
                await stream.WriteAsync(StreamEvent.Of(StreamEvent.Delta, new DeltaData(piece, startsOver)), ct);
                startsOver = false;
            }
        }

        return await FinishAsync(draft, stream, text.ToString(), summary!, ct);
    }

    /// <summary>Says that there is no answer, with the nearest passages.</summary>
    public async Task<AnswerOutcome> DeclineAsync(
        LiveStream stream, string text, string reason, IReadOnlyList<AnswerSource> nearest, CancellationToken ct)
    {
        await stream.WriteAsync(StreamEvent.Of(StreamEvent.Delta, new DeltaData(text)), ct);
        return new AnswerOutcome(text, [.. nearest.Take(options.Value.NearestLimit)], [],
            new AnswerMetadata { Outcome = AnswerMetadata.NotFound, Reason = reason });
    }

    private async Task<AnswerOutcome> FinishAsync(AnswerDraft draft, LiveStream stream, string text, GenerationSummary summary,
        CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            AnswerOutcome declined = summary.HasDeclined
                ? await DeclineAsync(stream, AnswerTexts.NothingFound, "MODEL_FOUND_NOTHING", draft.Passages.All, ct)
                : await DeclineAsync(stream, AnswerTexts.NoModel, "MODEL_UNAVAILABLE", draft.Passages.All, ct);
            return declined with { Metadata = WithUsage(declined.Metadata, summary) };
        }

        CheckedAnswer answer = CitationChecker.CheckFiltered(text, draft.Passages.Contents);
        bool isFromPassages = draft.Passages.Contents.Count > 0;
        bool isTruncated = summary.FinishReason == "length";
        var metadata = new AnswerMetadata
        {
            Grounded = isFromPassages ? answer.IsGrounded : null,
            Truncated = isTruncated,
            Notice = isFromPassages && !answer.IsGrounded ? AnswerTexts.Ungrounded : isTruncated ? AnswerTexts.Truncated : null,
        };
        IReadOnlyList<Citation> citations = isFromPassages ? answer.Citations : [];
        return new AnswerOutcome(text, draft.Passages.Cited(citations), citations, WithUsage(metadata, summary));
    }

    private static AnswerMetadata WithUsage(AnswerMetadata metadata, GenerationSummary summary) => metadata with
    {
        InputTokens = summary.InputTokens,
        OutputTokens = summary.OutputTokens,
        ModelUsed = summary.Model,
        FallbackUsed = summary.FallbackUsed,
    };
}
