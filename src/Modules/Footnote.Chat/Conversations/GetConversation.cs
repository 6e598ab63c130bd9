using Footnote.Identity;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Chat.Conversations;

/// <summary>GET /chats/{id}.</summary>
internal static class GetConversation
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/chats/{id:guid}", HandleAsync)
            .WithName("GetConversation")
            .WithSummary("Describes a conversation of the caller.")
            .Produces<ConversationResponse>();

    private static async Task<IResult> HandleAsync(Principal principal, Guid id, ConversationReader reader,
        CancellationToken cancellationToken) =>
        await reader.FindAsync(principal, id, cancellationToken) is { } conversation ? Results.Ok(conversation)
            : ChatErrors.NoSession().Problem();
}
