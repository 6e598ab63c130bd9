using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Footnote.Chat.Conversations;

/// <summary>PATCH /chats/{id} {title}.</summary>
internal static class RenameConversation
{
    private const int LongestTitle = 200;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPatch("/chats/{id:guid}", HandleAsync)
            .WithName("RenameConversation")
            .WithSummary("Changes the title of a conversation.")
            .Produces<ConversationResponse>();

    private static async Task<IResult> HandleAsync(
        Principal principal, Guid id, Request request, ModuleDatabase<ChatSchema> database, CancellationToken cancellationToken)
    {
        string title = request.Title?.Trim() ?? "";
        if (title.Length is 0 or > LongestTitle)
        {
            return Error.Validation("title", $"must be 1 to {LongestTitle} characters long").Problem();
        }

        const string Sql = $"""
            update conversations set title = @Title where id = @Id and tenant_id = @TenantId and owner_id = @UserId
            returning {ConversationResponse.Columns}
            """;
        await using NpgsqlConnection connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        ConversationResponse? renamed = await connection.QuerySingleOrDefaultAsync<ConversationResponse>(new CommandDefinition(
            Sql, new { Title = title, Id = id, principal.TenantId, principal.UserId }, cancellationToken: cancellationToken));
        return renamed is not null ? Results.Ok(renamed) : ChatErrors.NoSession().Problem();
    }

    internal sealed record Request
    {
        public string? Title { get; init; }
    }
}
