using Footnote.Chat.Answering;
using Footnote.Chat.Streaming;
using Footnote.Identity;
using Footnote.Platform.Errors;
using Footnote.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Chat.Asking;

/// <summary>POST /chat/message and POST /chat: answers a question, whole or as a stream of events.</summary>
internal static class AskQuestion
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/chat/message", HandleAsync)
            .WithName("AskQuestion")
            .WithSummary("Answers a question with footnotes, as JSON or as a stream of events.")
            .Produces<AnswerResponse>();
        routes.MapPost("/chat", HandleAsync)
            .WithName("AskQuestionShort")
            .WithSummary("The same as /chat/message.")
            .Produces<AnswerResponse>();
    }

    private static async Task<IResult> HandleAsync(
        Principal principal, AskRequest request, HttpContext context, AnswerDesk desk, CancellationToken cancellationToken)
    {
        Result<Question> question = AskValidator.Check(request);
        Result<IdempotencyKey?> key = IdempotencyKey.Read(context.Request.Headers[IdempotencyKey.Header], request);
        if (!question.IsSuccess || !key.IsSuccess)
        {
            return (question.IsSuccess ? key.Error : question.Error).Problem();
        }

        Result<IntakeResult> taken = await desk.TakeAsync(principal, question.Value, key.Value, context.GetRequestId(), cancellationToken);
        if (!taken.IsSuccess)
        {
            return taken.Error.Problem();
        }

        if (taken.Value.Job is null)
        {
            context.Response.Headers["Idempotent-Replayed"] = "true";
        }

        var owner = new StreamOwner(principal.TenantId, taken.Value.ConversationId, taken.Value.MessageId);
        if (request.Stream)
        {
            await desk.StreamAsync(context, owner, after: 0);
            return Results.Empty;
        }

        Result<AnswerResponse> answer = await desk.WaitAsync(principal, owner, cancellationToken);
        return answer.ToHttp(Results.Ok);
    }
}
