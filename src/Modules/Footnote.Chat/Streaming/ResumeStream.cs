using System.Globalization;
using Footnote.Chat.Asking;
using Footnote.Chat.Conversations;
using Footnote.Identity;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Chat.Streaming;

/// <summary>
/// GET /chats/{id}/messages/{message_id}/stream: the events of an answer after Last-Event-ID, for as long as they are kept.
/// </summary>
internal static class ResumeStream
{
    private const string LastEventId = "Last-Event-ID";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/chats/{id:guid}/messages/{messageId:guid}/stream", HandleAsync)
            .WithName("ResumeStream")
            .WithSummary("Goes on with the events of an answer after Last-Event-ID, for an hour.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

    private static async Task<IResult> HandleAsync(
        Principal principal, Guid id, Guid messageId, HttpContext context, ConversationReader reader, AnswerDesk desk, ResumeRule rule)
    {
        string given = context.Request.Headers[LastEventId].ToString();
        int after = 0;
        if (given.Length > 0 && !int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return Error.Validation(LastEventId, "must be the number of an event").Problem();
        }

        MessageRow? answer = await reader.FindAnswerAsync(principal, id, messageId, context.RequestAborted);
        if (answer is null)
        {
            return ChatErrors.NoMessage().Problem();
        }

        if (rule.IsExpired(answer))
        {
            return ChatErrors.Expired().Problem();
        }

        await desk.StreamAsync(context, new StreamOwner(principal.TenantId, id, messageId), after);
        return Results.Empty;
    }
}
