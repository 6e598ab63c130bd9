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

/// <summary>GET /chats: the caller's conversations, last used first.</summary>
internal static class ListConversations
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/chats", HandleAsync)
            .WithName("ListConversations")
            .WithSummary("Lists the conversations of the caller.")
            .Produces<PagedList<ConversationResponse>>();

    private static async Task<IResult> HandleAsync(
        Principal principal, ModuleDatabase<ChatSchema> database, int? limit, string? after, CancellationToken cancellationToken)
    {
        Result<PageRequest> page = PageRequest.Create(limit, after);
        if (!page.IsSuccess)
        {
            return page.Error.Problem();
        }

        const string Sql = $"""
            select {ConversationResponse.Columns} from conversations
            where tenant_id = @TenantId and owner_id = @UserId
                and (@After::uuid is null or (updated_at, id) < (
                    select c.updated_at, c.id from conversations c
                    where c.id = @After and c.tenant_id = @TenantId and c.owner_id = @UserId))
            order by updated_at desc, id desc limit @Fetch
            """;
        await using NpgsqlConnection connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        IEnumerable<ConversationResponse> rows = await connection.QueryAsync<ConversationResponse>(new CommandDefinition(
            Sql, new { principal.TenantId, principal.UserId, page.Value.After, page.Value.Fetch }, cancellationToken: cancellationToken));
        return Results.Ok(page.Value.ToPage(rows.AsList(), row => row.Id));
    }
}
