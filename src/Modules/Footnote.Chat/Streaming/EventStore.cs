using Dapper;
using Footnote.Platform.Data;
using Npgsql;

namespace Footnote.Chat.Streaming;

/// <summary>The stored events of answers.</summary>
internal sealed class EventStore(ModuleDatabase<ChatSchema> database, TimeProvider time)
{
    public const string Channel = "footnote_chat_events";

    /// <summary>Appends events and tells the other servers when the transaction commits.</summary>
    public async Task AppendAsync(NpgsqlConnection connection, StreamOwner owner, IReadOnlyList<StreamEvent> events, CancellationToken ct)
    {
        // the conversation may be gone, and its events with it
        const string Sql = $"""
            insert into message_events (message_id, number, tenant_id, conversation_id, type, data, created_at)
            select @MessageId, e.number, @TenantId, c.id, e.type, e.data, @Now
            from unnest(@Numbers, @Types, @Data) as e(number, type, data)
            join conversations c on c.id = @ConversationId;
            select pg_notify('{Channel}', @MessageId::text);
            """;
        await connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                owner.MessageId,
                owner.TenantId,
                owner.ConversationId,
                Now = time.GetUtcNow(),
                Numbers = events.Select(item => item.Number).ToArray(),
                Types = events.Select(item => item.Type).ToArray(),
                Data = events.Select(item => item.Data).ToArray(),
            },
            cancellationToken: ct));
    }

    public async Task AppendAsync(StreamOwner owner, IReadOnlyList<StreamEvent> events, CancellationToken ct)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(owner.TenantId, ct);
        await AppendAsync(connection, owner, events, ct);
    }

    public async Task<IReadOnlyList<StreamEvent>> ReadAsync(StreamOwner owner, int after, CancellationToken ct)
    {
        const string Sql = """
            select number, type, data from message_events
            where tenant_id = @TenantId and message_id = @MessageId and number > @After order by number limit 1000
            """;
        await using NpgsqlConnection connection = await database.OpenAsync(owner.TenantId, ct);
        IEnumerable<StreamEvent> events = await connection.QueryAsync<StreamEvent>(
            new CommandDefinition(Sql, new { owner.TenantId, owner.MessageId, After = after }, cancellationToken: ct));
        return events.AsList();
    }
}
