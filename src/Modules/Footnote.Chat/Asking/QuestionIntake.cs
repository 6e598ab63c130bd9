using Dapper;
using Footnote.Chat.Answering;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Chat.Asking;

/// <summary>Stores a question and the place for its answer in one transaction.</summary>
internal sealed class QuestionIntake(
    ModuleDatabase<ChatSchema> database, ServerIdentity server, IOptions<ChatOptions> options, TimeProvider time)
{
    private const int LongestTitle = 80;

    public async Task<Result<IntakeResult>> StoreAsync(
        Principal principal, Question question, IdempotencyKey? key, string requestId, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        await using NpgsqlConnection connection = await database.OpenAsync(principal.TenantId, ct);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct);
        if (key is not null && await FindRepeatAsync(connection, principal, key, ct) is { } repeat)
        {
            return repeat;
        }

        Result<(Guid Id, int Count)> conversation = question.ConversationId is { } known
            ? await ContinueAsync(connection, principal, known, ct)
            : await BeginAsync(connection, principal, question, now, ct);
        if (!conversation.IsSuccess)
        {
            return conversation.Error;
        }

        (Guid conversationId, int count) = conversation.Value;
        var job = new AnswerJob(principal, question, conversationId, Guid.CreateVersion7(now), now, requestId);
        await StoreMessagesAsync(connection, job, count, ct);
        if (key is not null)
        {
            await RememberAsync(connection, job, key, ct);
        }

        await transaction.CommitAsync(ct);
        return new IntakeResult(conversationId, job.MessageId, job);
    }

    private static async Task<Result<IntakeResult>?> FindRepeatAsync(NpgsqlConnection connection, Principal principal, IdempotencyKey key,
        CancellationToken ct)
    {
        // requests with the same key wait here for each other
        const string Sql = """
            select 1 from (select pg_advisory_xact_lock(hashtextextended(@UserId::text || @Key, 5))) as held;
            select request_hash, conversation_id, message_id from idempotency_keys
            where tenant_id = @TenantId and user_id = @UserId and key = @Key
            """;
        await using SqlMapper.GridReader reader = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql, new { principal.TenantId, principal.UserId, Key = key.Value }, cancellationToken: ct));
        await reader.ReadAsync();
        RepeatRow? row = await reader.ReadSingleOrDefaultAsync<RepeatRow>();
        if (row is null)
        {
            return null;
        }

        return row.RequestHash.AsSpan().SequenceEqual(key.RequestHash)
            ? Result.Success(new IntakeResult(row.ConversationId, row.MessageId, Job: null))
            : Result.Failure<IntakeResult>(ChatErrors.KeyReused());
    }

    private async Task<Result<(Guid Id, int Count)>> ContinueAsync(NpgsqlConnection connection, Principal principal, Guid id,
        CancellationToken ct)
    {
        const string Sql = """
            select message_count from conversations where id = @Id and tenant_id = @TenantId and owner_id = @UserId for update;
            select count(*) from messages where conversation_id = @Id and status in ('queued', 'generating')
            """;
        await using SqlMapper.GridReader reader = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql, new { Id = id, principal.TenantId, principal.UserId }, cancellationToken: ct));
        int? count = await reader.ReadSingleOrDefaultAsync<int?>();
        int open = await reader.ReadSingleAsync<int>();
        return count is null ? ChatErrors.NoSession()
            : open >= options.Value.MaxWaitingPerConversation ? ChatErrors.Busy(open)
            : (id, count.Value);
    }

    private static async Task<Result<(Guid Id, int Count)>> BeginAsync(
        NpgsqlConnection connection, Principal principal, Question question, DateTimeOffset now, CancellationToken ct)
    {
        const string Sql = """
            insert into conversations (id, tenant_id, owner_id, title, created_at, updated_at)
            values (@Id, @TenantId, @UserId, @Title, @Now, @Now)
            """;
        Guid id = Guid.CreateVersion7(now);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql, new { Id = id, principal.TenantId, principal.UserId, Title = TitleOf(question.Text), Now = now }, cancellationToken: ct));
        return (id, 0);
    }

    private async Task StoreMessagesAsync(NpgsqlConnection connection, AnswerJob job, int count, CancellationToken ct)
    {
        const string Sql = """
            insert into messages (id, tenant_id, conversation_id, number, role, status, content, created_at, completed_at)
            values (@QuestionId, @TenantId, @ConversationId, @Count + 1, 'user', 'completed', @Text, @AskedAt, @AskedAt);
            insert into messages (id, tenant_id, conversation_id, number, role, status, lease_owner, lease_until, created_at)
            values (@MessageId, @TenantId, @ConversationId, @Count + 2, 'assistant', 'queued', @Owner, @Until, @AskedAt);
            update conversations set message_count = @Count + 2, updated_at = @AskedAt where id = @ConversationId
            """;
        await connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                QuestionId = Guid.CreateVersion7(job.AskedAt),
                job.MessageId,
                job.Principal.TenantId,
                job.ConversationId,
                Count = count,
                job.Question.Text,
                job.AskedAt,
                Owner = server.Id,
                Until = job.AskedAt + options.Value.Lease,
            },
            cancellationToken: ct));
    }

    private static Task RememberAsync(NpgsqlConnection connection, AnswerJob job, IdempotencyKey key, CancellationToken ct)
    {
        const string Sql = """
            insert into idempotency_keys (tenant_id, user_id, key, request_hash, conversation_id, message_id, created_at)
            values (@TenantId, @UserId, @Key, @RequestHash, @ConversationId, @MessageId, @AskedAt)
            """;
        return connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                job.Principal.TenantId,
                job.Principal.UserId,
                Key = key.Value,
                key.RequestHash,
                job.ConversationId,
                job.MessageId,
                job.AskedAt,
            },
            cancellationToken: ct));
    }

    private static string TitleOf(string question)
    {
        string line = string.Join(' ', question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= LongestTitle)
        {
            return line;
        }

        int end = line.LastIndexOf(' ', LongestTitle, LongestTitle / 2);
        end = end > 0 ? end : char.IsHighSurrogate(line[LongestTitle - 1]) ? LongestTitle - 1 : LongestTitle;
        return line[..end] + "\u2026";
    }

    private sealed class RepeatRow
    {
        public byte[] RequestHash { get; init; } = [];

        public Guid ConversationId { get; init; }

        public Guid MessageId { get; init; }
    }
}
