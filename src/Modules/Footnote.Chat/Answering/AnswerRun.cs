using Footnote.Chat.Streaming;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Logging;

namespace Footnote.Chat.Answering;

/// <summary>Carries an answer from its turn in the conversation to its end, which always comes: done or error.</summary>
internal sealed class AnswerRun(
    Answerer answerer, AnswerStore store, StreamHub hub, RunSettings settings, ILogger<AnswerRun> logger)
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    public async Task RunAsync(AnswerJob job, CancellationToken stopping)
    {
        LiveStream stream = hub.Open(job.Owner);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(settings.AnswerTimeout);
        try
        {
            Error? fault = await AnswerAsync(job, stream, limit.Token);
            if (fault is not null)
            {
                await EndAsync(job, stream, fault);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await EndAsync(job, stream, ChatErrors.Interrupted());
        }
        catch (OperationCanceledException)
        {
            Log.AnswerTimedOut(logger, job.MessageId);
            await EndAsync(job, stream, ChatErrors.TimedOut());
        }
        catch (Exception fault)
        {
            // whatever went wrong, whoever waits for this answer must hear that it will not come
            Log.AnswerFailed(logger, job.MessageId, fault);
            await EndAsync(job, stream, ChatErrors.Failed());
        }
        finally
        {
            hub.Close(job.MessageId);
        }
    }

    /// <summary>Null when the answer is stored and said.</summary>
    private async Task<Error?> AnswerAsync(AnswerJob job, LiveStream stream, CancellationToken ct)
    {
        if (!await WaitForTurnAsync(job, ct))
        {
            return ChatErrors.NoSession();
        }

        Result<AnswerOutcome> made = await answerer.AnswerAsync(job, stream, ct);
        if (!made.IsSuccess)
        {
            return made.Error;
        }

        AnswerOutcome outcome = made.Value with
        {
            Metadata = made.Value.Metadata with { ResponseTimeMs = MillisecondsSince(job.AskedAt) },
        };
        await stream.FlushAsync();
        IReadOnlyList<StreamEvent> last = stream.Number([.. LastEvents(job, outcome)]);
        if (!await store.CompleteAsync(job, outcome, last, ct))
        {
            return ChatErrors.NoSession();
        }

        stream.Publish(last);
        settings.Telemetry.Answered(outcome.Metadata.ResponseTimeMs, outcome.Metadata.Outcome, outcome.Metadata.ModelUsed);
        return null;
    }

    private double MillisecondsSince(DateTimeOffset start) => Math.Round((settings.Time.GetUtcNow() - start).TotalMilliseconds, 1);

    private async Task<bool> WaitForTurnAsync(AnswerJob job, CancellationToken ct)
    {
        bool? claimed = await store.TryClaimAsync(job, ct);
        while (claimed is null)
        {
            await Task.Delay(Turn, settings.Time, ct);
            claimed = await store.TryClaimAsync(job, ct);
        }

        return claimed.Value;
    }

    private static IEnumerable<StreamEvent> LastEvents(AnswerJob job, AnswerOutcome outcome)
    {
        foreach (var citation in outcome.Citations)
        {
            yield return StreamEvent.Of(StreamEvent.Citation, new
            {
                index = citation.Index,
                start = citation.Start,
                end = citation.End,
                quote = citation.Quote,
                verdict = AnswerStore.VerdictName(citation.Verdict),
            });
        }

        AnswerMetadata metadata = outcome.Metadata;
        yield return StreamEvent.Of(StreamEvent.Usage,
            new { input_tokens = metadata.InputTokens, output_tokens = metadata.OutputTokens, model = metadata.ModelUsed });
        yield return StreamEvent.Of(StreamEvent.Done,
            new AnswerResponse(job.ConversationId, job.MessageId, outcome.Text, outcome.Sources, metadata));
    }

    private async Task EndAsync(AnswerJob job, LiveStream stream, Error error)
    {
        using var limit = new CancellationTokenSource(EndLimit, settings.Time);
        StreamEvent end = StreamEvent.Of(StreamEvent.Fault, new { problem = ProblemBody.From(error, job.Instance, job.RequestId) });
        IReadOnlyList<StreamEvent> last = [end];
        try
        {
            await stream.FlushAsync().WaitAsync(limit.Token);
        }
        catch (Exception fault)
        {
            // what could not be stored was not shown either: the end still follows the last event that was
            Log.EndNotStored(logger, job.MessageId, fault);
        }

        try
        {
            last = stream.Number(last);
            await store.FailAsync(job, error, last, limit.Token);
        }
        catch (Exception fault)
        {
            // the upkeep closes it when its lease has run out
            Log.EndNotStored(logger, job.MessageId, fault);
        }

        stream.Publish(last);
    }
}
