using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Footnote.Platform.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Footnote.Chat.Conversations;

/// <summary>GET /chats/{id}/messages: oldest first.</summary>
internal static class ListMessages
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/chats/{id:guid}/messages", HandleAsync)
            .WithName("ListMessages")
            .WithSummary("The messages of a conversation with their sources.")
            .Produces<PagedList<MessageResponse>>();

    private static async Task<IResult> HandleAsync(
        Principal principal,
        Guid id,
        ConversationReader reader,
        ModuleDatabase<ChatSchema> database,
        int? limit,
        string? after,
        CancellationToken cancellationToken)
    {
        Result<PageRequest> page = PageRequest.Create(limit, after);
        if (!page.IsSuccess)
        {
            return page.Error.Problem();
        }

        if (await reader.FindAsync(principal, id, cancellationToken) is null)
        {
            return ChatErrors.NoSession().Problem();
        }

        const string Sql = $"""
            select {MessageRow.Columns} from messages
            where tenant_id = @TenantId and conversation_id = @Id
                and (@After::uuid is null or number > (select m.number from messages m where m.id = @After and m.conversation_id = @Id))
            order by number limit @Fetch
            """;
        await using NpgsqlConnection connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        IEnumerable<MessageRow> rows = await connection.QueryAsync<MessageRow>(new CommandDefinition(
            Sql, new { principal.TenantId, Id = id, page.Value.After, page.Value.Fetch }, cancellationToken: cancellationToken));
        return Results.Ok(page.Value.ToPage(rows.AsList(), row => row.Id).Select(MessageResponse.Of));
    }
}
