using System.Text.Json;
using Dapper;
using Footnote.Chat.Conversations;
using Footnote.Chat.Streaming;
using Footnote.Models.Citations;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Footnote.Platform.Http;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Chat.Answering;

/// <summary>The stored state of answers: claimed, finished, failed.</summary>
internal sealed class AnswerStore(
    ModuleDatabase<ChatSchema> database, EventStore events, ServerIdentity server, IOptions<ChatOptions> options, TimeProvider time)
{
    /// <summary>Takes an answer up when no earlier one of the conversation is open. Null: not yet; false: it is gone.</summary>
    public async Task<bool?> TryClaimAsync(AnswerJob job, CancellationToken ct)
    {
        const string Sql = """
            update messages set status = 'generating', lease_owner = @Owner, lease_until = @Until
            where id = @MessageId and tenant_id = @TenantId and status = 'queued' and not exists (
                select 1 from messages o where o.conversation_id = @ConversationId and o.number < messages.number
                    and o.role = 'assistant' and o.status in ('queued', 'generating'))
            """;
        await using NpgsqlConnection connection = await database.OpenAsync(job.Principal.TenantId, ct);
        int claimed = await connection.ExecuteAsync(new CommandDefinition(Sql, Parameters(job), cancellationToken: ct));
        if (claimed > 0)
        {
            return true;
        }

        const string IsOpen =
            "select exists (select 1 from messages where id = @MessageId and tenant_id = @TenantId and status = 'queued')";
        bool isOpen = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(IsOpen, Parameters(job), cancellationToken: ct));
        return isOpen ? null : false;
    }

    /// <summary>Stores the answer, its citations and the last events in one transaction; false when the conversation is gone.</summary>
    public async Task<bool> CompleteAsync(AnswerJob job, AnswerOutcome outcome, IReadOnlyList<StreamEvent> last, CancellationToken ct)
    {
        const string Sql = """
            update messages set status = 'completed', content = @Text, standalone = @Standalone,
                sources = @Sources::jsonb, metadata = @Metadata::jsonb,
                lease_owner = null, lease_until = null, completed_at = @Now
            where id = @MessageId and tenant_id = @TenantId and status = 'generating'
            """;
        await using NpgsqlConnection connection = await database.OpenAsync(job.Principal.TenantId, ct);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct);
        var parameters = Parameters(job);
        parameters.AddDynamicParams(new
        {
            outcome.Text,
            outcome.Standalone,
            Sources = JsonSerializer.Serialize(outcome.Sources, JsonDefaults.Options),
            Metadata = JsonSerializer.Serialize(outcome.Metadata, JsonDefaults.Options),
        });
        int stored = await connection.ExecuteAsync(new CommandDefinition(Sql, parameters, transaction, cancellationToken: ct));
        if (stored == 0)
        {
            return false;
        }

        await StoreCitationsAsync(connection, job, outcome, ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "update conversations set updated_at = @Now where id = @ConversationId and tenant_id = @TenantId", Parameters(job),
                cancellationToken: ct));
        await events.AppendAsync(connection, job.Owner, last, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Closes an answer that could not be made; false when it was closed already.</summary>
    public async Task<bool> FailAsync(AnswerJob job, Error error, IReadOnlyList<StreamEvent> last, CancellationToken ct)
    {
        const string Sql = """
            update messages set status = 'failed', problem = @Problem::jsonb, lease_owner = null, lease_until = null, completed_at = @Now
            where id = @MessageId and tenant_id = @TenantId and status in ('queued', 'generating')
            """;
        await using NpgsqlConnection connection = await database.OpenAsync(job.Principal.TenantId, ct);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct);
        var parameters = Parameters(job);
        parameters.Add("Problem", JsonSerializer.Serialize(StoredProblem.Of(error), JsonDefaults.Options));
        int stored = await connection.ExecuteAsync(new CommandDefinition(Sql, parameters, transaction, cancellationToken: ct));
        if (stored == 0)
        {
            return false;
        }

        await events.AppendAsync(connection, job.Owner, last, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static async Task StoreCitationsAsync(NpgsqlConnection connection, AnswerJob job, AnswerOutcome outcome, CancellationToken ct)
    {
        const string Sql = """
            insert into citations (message_id, number, tenant_id, conversation_id, passage_index, document_id, chunk_id,
                answer_start, answer_end,
                quote, quote_start, quote_end, verdict)
            values (@MessageId, @Number, @TenantId, @ConversationId, @Index, @DocumentId, @ChunkId,
                @Start, @End, @Quote, @QuoteStart, @QuoteEnd, @Verdict)
            """;
        Dictionary<int, AnswerSource> sources = outcome.Sources.ToDictionary(source => source.Index);
        var rows = outcome.Citations.Select((citation, i) =>
        {
            AnswerSource? source = sources.GetValueOrDefault(citation.Index);
            int shift = source?.Location.Start ?? 0;
            return new
            {
                job.MessageId,
                Number = i + 1,
                job.Principal.TenantId,
                job.ConversationId,
                citation.Index,
                source?.DocumentId,
                source?.ChunkId,
                citation.Start,
                citation.End,
                citation.Quote,
                QuoteStart = citation.QuoteStart + shift,
                QuoteEnd = citation.QuoteEnd + shift,
                Verdict = VerdictName(citation.Verdict),
            };
        }).ToList();
        if (rows.Count > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(Sql, rows, cancellationToken: ct));
        }
    }

    public static string VerdictName(CitationVerdict verdict) => verdict switch
    {
        CitationVerdict.Supported => "supported",
        CitationVerdict.Partial => "partial",
        _ => "unsupported",
    };

    private DynamicParameters Parameters(AnswerJob job)
    {
        DateTimeOffset now = time.GetUtcNow();
        return new DynamicParameters(new
        {
            job.MessageId,
            job.ConversationId,
            job.Principal.TenantId,
            Now = now,
            Owner = server.Id,
            Until = now + options.Value.Lease,
        });
    }
}
