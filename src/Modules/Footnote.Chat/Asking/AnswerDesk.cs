using System.Text.Json;
using Footnote.Chat.Answering;
using Footnote.Chat.Conversations;
using Footnote.Chat.Streaming;
using Footnote.Identity;
using Footnote.Platform.Errors;
using Footnote.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Footnote.Chat.Asking;

/// <summary>Takes questions in and hands answers out, whole or as they come.</summary>
internal sealed class AnswerDesk(
    QuestionIntake intake, AnswerQueue queue, StreamHub hub, ConversationReader reader, SseSender sender)
{
    public async Task<Result<IntakeResult>> TakeAsync(
        Principal principal, Question question, IdempotencyKey? key, string requestId, CancellationToken ct)
    {
        if (!queue.TryReserve())
        {
            return ChatErrors.Overloaded();
        }

        bool isEnqueued = false;
        try
        {
            Result<IntakeResult> stored = await intake.StoreAsync(principal, question, key, requestId, ct);
            if (stored is { IsSuccess: true, Value.Job: { } job })
            {
                hub.Open(job.Owner);
                queue.Enqueue(job);
                isEnqueued = true;
            }

            return stored;
        }
        finally
        {
            if (!isEnqueued)
            {
                queue.Release();
            }
        }
    }

    /// <summary>Waits for the end of an answer. Leaving does not stop it.</summary>
    public async Task<Result<AnswerResponse>> WaitAsync(Principal principal, StreamOwner owner, CancellationToken ct)
    {
        await foreach (StreamEvent item in hub.ReadAsync(owner, after: 0, ct))
        {
            if (item.Type == StreamEvent.Done)
            {
                return JsonSerializer.Deserialize<AnswerResponse>(item.Data, JsonDefaults.Options)!;
            }

            if (item.Type == StreamEvent.Fault)
            {
                ProblemBody problem = JsonSerializer.Deserialize<FaultData>(item.Data, JsonDefaults.Options)!.Problem;
                return new Error(problem.Code, problem.Message, problem.Status) { Details = problem.Details };
            }
        }

        // the events are no longer kept, the message is
        MessageRow? row = await reader.FindAnswerAsync(principal, owner.ConversationId, owner.MessageId, ct);
        return row switch
        {
            null => ChatErrors.NoSession(),
            { Status: "failed" } => row.ReadProblem()?.ToError() ?? ChatErrors.Failed(),
            _ => new AnswerResponse(row.ConversationId, row.Id, row.Content, row.ReadSources(), row.ReadMetadata() ?? new AnswerMetadata()),
        };
    }

    /// <summary>Writes the events of an answer after a number to the response.</summary>
    public Task StreamAsync(HttpContext context, StreamOwner owner, int after) =>
        sender.SendAsync(context, hub.ReadAsync(owner, after, context.RequestAborted));

    private sealed record FaultData(ProblemBody Problem);
}
