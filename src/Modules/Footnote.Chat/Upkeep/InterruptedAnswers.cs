using System.Text.Json;
using Dapper;
using Footnote.Chat.Answering;
using Footnote.Chat.Conversations;
using Footnote.Chat.Streaming;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Footnote.Platform.Http;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Chat.Upkeep;

/// <summary>Answers that a server left behind when it died: they end with an error event, so nobody waits for ever.</summary>
internal sealed class InterruptedAnswers(
    ModuleDatabase<ChatSchema> database, EventStore events, ServerIdentity server, IOptions<ChatOptions> options, TimeProvider time)
{
    /// <summary>Closes what an earlier run of this server left open. To be called before this run answers anything.</summary>
    public Task<int> CloseOwnAsync(CancellationToken ct) => CloseAsync("lease_owner = @Owner", ct);

    /// <summary>Closes what any server has not renewed in time.</summary>
    public Task<int> CloseExpiredAsync(CancellationToken ct) => CloseAsync("lease_until < @Now", ct);

    /// <summary>Says that this server is alive and still at work on its answers.</summary>
    public async Task RenewAsync(CancellationToken ct)
    {
        const string Sql = "update messages set lease_until = @Until where lease_owner = @Owner and status in ('queued', 'generating')";
        await using NpgsqlConnection connection = await database.OpenSystemAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql, new { Owner = server.Id, Until = time.GetUtcNow() + options.Value.Lease }, cancellationToken: ct));
    }

    private async Task<int> CloseAsync(string condition, CancellationToken ct)
    {
        string sql = $"""
            update messages set status = 'failed', problem = @Problem::jsonb, lease_owner = null, lease_until = null, completed_at = @Now
            where status in ('queued', 'generating') and {condition}
            returning tenant_id, conversation_id, id as message_id,
                (select coalesce(max(e.number), 0) from message_events e where e.message_id = messages.id) as last_number
            """;
        Error error = ChatErrors.Interrupted();
        await using NpgsqlConnection connection = await database.OpenSystemAsync(ct);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct);
        List<ClosedRow> closed = (await connection.QueryAsync<ClosedRow>(new CommandDefinition(
            sql,
            new
            {
                Owner = server.Id,
                Now = time.GetUtcNow(),
                Problem = JsonSerializer.Serialize(StoredProblem.Of(error), JsonDefaults.Options)
            },
            cancellationToken: ct))).AsList();
        foreach (ClosedRow row in closed)
        {
            string instance = $"/chats/{row.ConversationId:D}/messages/{row.MessageId:D}";
            StreamEvent end = StreamEvent.Of(StreamEvent.Fault,
                new { problem = ProblemBody.From(error, instance, row.MessageId.ToString("N")) });
            await events.AppendAsync(
                connection, new StreamOwner(row.TenantId, row.ConversationId, row.MessageId), [end with { Number = row.LastNumber + 1 }],
                    ct);
        }

        await transaction.CommitAsync(ct);
        return closed.Count;
    }

    private sealed class ClosedRow
    {
        public Guid TenantId { get; init; }

        public Guid ConversationId { get; init; }

        public Guid MessageId { get; init; }

        public int LastNumber { get; init; }
    }
}
