using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Footnote.Chat.Conversations;

/// <summary>DELETE /chats/{id}: the conversation goes with its messages, citations and events.</summary>
internal static class DeleteConversation
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/chats/{id:guid}", HandleAsync)
            .WithName("DeleteConversation")
            .WithSummary("Deletes a conversation with its messages.")
            .Produces(StatusCodes.Status204NoContent);

    private static async Task<IResult> HandleAsync(
        Principal principal, Guid id, ModuleDatabase<ChatSchema> database, CancellationToken cancellationToken)
    {
        const string Sql = "delete from conversations where id = @Id and tenant_id = @TenantId and owner_id = @UserId";
        await using NpgsqlConnection connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        int deleted = await connection.ExecuteAsync(
            new CommandDefinition(Sql, new { Id = id, principal.TenantId, principal.UserId }, cancellationToken: cancellationToken));
        return deleted > 0 ? Results.NoContent() : ChatErrors.NoSession().Problem();
    }
}
