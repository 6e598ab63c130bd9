using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Npgsql;

namespace Footnote.Chat.Conversations;

/// <summary>Finds conversations and messages of their owner; nobody else's exist for a caller.</summary>
internal sealed class ConversationReader(ModuleDatabase<ChatSchema> database)
{
    public async Task<ConversationResponse?> FindAsync(Principal principal, Guid id, CancellationToken ct)
    {
        const string Sql =
            $"select {ConversationResponse.Columns} from conversations where id = @Id and tenant_id = @TenantId and owner_id = @UserId";
        await using NpgsqlConnection connection = await database.OpenAsync(principal.TenantId, ct);
        return await connection.QuerySingleOrDefaultAsync<ConversationResponse>(
            new CommandDefinition(Sql, new { Id = id, principal.TenantId, principal.UserId }, cancellationToken: ct));
    }

    /// <summary>An answer of one of the caller's conversations.</summary>
    public async Task<MessageRow?> FindAnswerAsync(Principal principal, Guid conversationId, Guid messageId, CancellationToken ct)
    {
        const string Sql = """
            select m.id, m.conversation_id, m.number, m.role, m.status, m.content, m.standalone, m.sources, m.metadata, m.problem,
                m.created_at
            from messages m join conversations c on c.id = m.conversation_id
            where m.id = @MessageId and m.role = 'assistant' and m.tenant_id = @TenantId
                and c.id = @ConversationId and c.tenant_id = @TenantId and c.owner_id = @UserId
            """;
        await using NpgsqlConnection connection = await database.OpenAsync(principal.TenantId, ct);
        return await connection.QuerySingleOrDefaultAsync<MessageRow>(new CommandDefinition(
            Sql, new { MessageId = messageId, ConversationId = conversationId, principal.TenantId, principal.UserId },
                cancellationToken: ct));
    }
}
