using Footnote.Chat.Streaming;
using Footnote.Knowledge.Searching;
using Footnote.Models;
using Footnote.Models.Extractive;
using Footnote.Models.Memory;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Options;

namespace Footnote.Chat.Answering;

/// <summary>Answers a question: recalls, searches, asks the gate, generates, checks. Says what it does into the answer's stream.</summary>
internal sealed class Answerer(
    ISearch search, IChatModels models, ConversationMemory memory, AnswerWriter writer, IOptions<ChatOptions> options)
{
    private const int LongestQuery = 2000;

    public async Task<Result<AnswerOutcome>> AnswerAsync(AnswerJob job, LiveStream stream, CancellationToken ct)
    {
        MemoryView recalled = await memory.RecallAsync(job, ct);
        string standalone = StandaloneQuestion.Rewrite(job.Question.Text, recalled.Questions);
        string? rewritten = standalone == job.Question.Text ? null : standalone;
        if (!job.Question.UsesDocuments)
        {
            await AnnounceAsync(job, stream, [], ct);
            AnswerOutcome open = models.Primary.Provider == ExtractiveAnswerer.Name
                ? await writer.DeclineAsync(stream, AnswerTexts.NeedsDocuments, "RAG_DISABLED", [], ct)
                : await writer.WriteAsync(new AnswerDraft(job, new PassageSet([]), recalled, standalone), stream, ct);
            return open with { Standalone = standalone };
        }

        Result<SearchResult> found = await search.SearchAsync(job.Principal, QueryOf(job, standalone), ct);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        AnswerOutcome outcome = await AnswerFromAsync(found.Value,
            new AnswerDraft(job, new PassageSet(found.Value.Passages), recalled, standalone), stream, ct);
        return outcome with
        {
            Standalone = standalone,
            Metadata = Describe(outcome.Metadata, found.Value) with { RewrittenQuestion = rewritten },
        };
    }

    private async Task<AnswerOutcome> AnswerFromAsync(SearchResult found, AnswerDraft draft, LiveStream stream, CancellationToken ct)
    {
        await AnnounceAsync(draft.Job, stream, draft.Passages.All, ct);
        if (found.Evidence.IsSufficient && found.Passages.Count > 0)
        {
            return await writer.WriteAsync(draft, stream, ct);
        }

        // no model is asked about passages that cannot hold the answer
        string text = found.Passages.Count == 0 && found.Position == 0 ? AnswerTexts.NoDocuments : AnswerTexts.NothingFound;
        string reason = (found.Evidence.Reason ?? "nothing_retrieved").ToUpperInvariant();
        return await writer.DeclineAsync(stream, text, reason, draft.Passages.All, ct);
    }

    private SearchQuery QueryOf(AnswerJob job, string text) =>
        new(text.Length <= LongestQuery ? text : text[..(char.IsHighSurrogate(text[LongestQuery - 1]) ? LongestQuery - 1 : LongestQuery)],
            options.Value.PassageLimit)
        {
            Filters = job.Question.Filters,
            MinPosition = job.Question.MinPosition,
            SecondLook = true,
        };

    private static Task AnnounceAsync(AnswerJob job, LiveStream stream, IReadOnlyList<AnswerSource> sources, CancellationToken ct) =>
        stream.WriteAsync(StreamEvent.Of(StreamEvent.Retrieval,
            new { sources, session_id = job.ConversationId, message_id = job.MessageId }), ct);

    private static AnswerMetadata Describe(AnswerMetadata metadata, SearchResult found)
    {
        string? fallback = found.FallbackUsed is null ? metadata.FallbackUsed
            : metadata.FallbackUsed is null ? found.FallbackUsed
            : $"{found.FallbackUsed}+{metadata.FallbackUsed}";
        return metadata with
        {
            Strategy = found.Strategy,
            FallbackUsed = fallback,
            Language = found.Language,
            Notice = found.LanguageSupported ? metadata.Notice : AnswerTexts.UnknownLanguage(found.Language),
        };
    }
}
