using System.Globalization;
using Footnote.Platform.Errors;

namespace Footnote.Chat;

/// <summary>What this module refuses, and how it says so.</summary>
internal static class ChatErrors
{
    public const string SessionNotFound = "SESSION_NOT_FOUND";
    public const string MessageNotFound = "MESSAGE_NOT_FOUND";
    public const string ConversationBusy = "CONVERSATION_BUSY";
    public const string ServerBusy = "SERVER_BUSY";
    public const string StreamExpired = "STREAM_EXPIRED";
    public const string AnswerInterrupted = "ANSWER_INTERRUPTED";
    public const string AnswerFailed = "ANSWER_FAILED";
    public const string AnswerTimedOut = "ANSWER_TIMED_OUT";
    public const string IdempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED";

    public static Error NoSession() => new(SessionNotFound, "There is no such conversation.", 404);

    public static Error NoMessage() => new(MessageNotFound, "There is no such answer in this conversation.", 404);

    public static Error Busy(int limit) => new(
        ConversationBusy, string.Create(CultureInfo.InvariantCulture,
            $"{limit} questions of this conversation are still being answered. Wait for an answer."), 409)
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    public static Error Overloaded() => new(ServerBusy, "Too many questions are waiting on this server. Try again soon.", 503)
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public static Error Expired() => new(StreamExpired, "The events of this answer are no longer kept. Read the message itself.", 410);

    public static Error Interrupted() => new(AnswerInterrupted, "The server stopped while it was answering. Ask again.", 503)
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static Error Failed() => new(AnswerFailed, "The answer could not be made because of an internal fault. Ask again.", 500);

    public static Error TimedOut() => new(AnswerTimedOut, "The answer took too long and was given up. Ask again.", 504);

    public static Error KeyReused() => new(IdempotencyKeyReused, "This Idempotency-Key was used for a different request.", 422);
}
