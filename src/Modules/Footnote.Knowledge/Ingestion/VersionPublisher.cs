using System.Runtime.InteropServices;
using Dapper;
using Footnote.Knowledge.Changes;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Embedding;
using Footnote.Knowledge.Reading;
using Footnote.Platform.Data;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Ingestion;

/// <summary>
/// Ends a job: chunks, embeddings, the swap of the version, the state of the document, the job and the entry of the change log in one
/// transaction. A worker whose lease or document is gone changes nothing.
/// </summary>
internal sealed class VersionPublisher(
    ModuleDatabase<KnowledgeSchema> database, Telemetry telemetry, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    private const int RowsPerStatement = 256;
    private const char HeadingSeparator = '\u001F';

    /// <summary>False when the job is no longer ours.</summary>
    /// <exception cref="ModelsChangedException">The embeddings are not for the models that are in use now; nothing was changed.</exception>
    public async Task<bool> PublishAsync(IngestionJob job, PreparedVersion version, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await HoldAsync(transaction, job, cancellationToken))
        {
            return false;
        }

        await EmbeddingModelState.RequireAsync(transaction, version.ModelRevision, cancellationToken);
        var now = timeProvider.GetUtcNow();
        var versionId = Guid.CreateVersion7(now);
        await InsertVersionAsync(transaction, job, version, versionId, now, cancellationToken);
        for (var start = 0; start < version.Chunks.Count; start += RowsPerStatement)
        {
            await InsertChunksAsync(transaction, job, version, new Part(versionId, start, now), cancellationToken);
        }

        await SaveReportAsync(transaction, job, ReportJson.Write(version.Outcome), cancellationToken);
        await CompleteAsync(transaction, job, version, versionId, now, cancellationToken);
        await OriginalRows.PublishAsync(transaction, job, options.Value.KeptVersions, now, cancellationToken);
        var entry = new ChangeEntry(job.TenantId, job.DocumentId, ChangeKind.Published, versionId, now);
        await ChangeLog.AppendAsync(transaction, entry, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        telemetry.DocumentEnded(DocumentStatus.Completed);
        return true;
    }

    /// <summary>Records why a document has no text. What it was answered from before stays, if there was anything.</summary>
    public async Task<bool> FailAsync(IngestionJob job, DocumentFailure failure, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await HoldAsync(transaction, job, cancellationToken))
        {
            return false;
        }

        const string Sql = """
            update documents set status = @Status, progress = 1, error_code = @Code,
                error_message = case when current_version_id is null then @Message
                    else format('%s Version %s still answers.', @Message::text, version) end,
                warnings = case when current_version_id is null then @Warnings else warnings end,
                pages = case when current_version_id is null then @Pages else pages end, updated_at = @Now where id = @DocumentId;
            update ingestion_jobs set state = @State, error = @Code, lease_owner = null, lease_until = null,
                updated_at = @Now where id = @Id;
            """;
        var now = timeProvider.GetUtcNow();
        await connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                failure.Status,
                failure.Code,
                failure.Message,
                Warnings = failure.Warnings.ToArray(),
                failure.Pages,
                State = failure.IsGivenUp ? "dead" : "done",
                job.DocumentId,
                job.Id,
                Now = now,
            },
            transaction,
            cancellationToken: cancellationToken));
        await SaveReportAsync(transaction, job, failure.Report, cancellationToken);
        await OriginalRows.FailAsync(transaction, job, failure, cancellationToken);
        var entry = new ChangeEntry(job.TenantId, job.DocumentId, ChangeKind.Failed, VersionId: null, now);
        await ChangeLog.AppendAsync(transaction, entry, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        telemetry.DocumentEnded(failure.Status);
        return true;
    }

    /// <summary>Locks document, then job, in the order every other writer takes them.</summary>
    private static async Task<bool> HoldAsync(NpgsqlTransaction transaction, IngestionJob job, CancellationToken cancellationToken)
    {
        var connection = Connection(transaction);
        var document = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "select id from documents where id = @DocumentId and deleted_at is null and version <= @Version for update", job, transaction,
                cancellationToken: cancellationToken));
        const string Job = """
            select id from ingestion_jobs
            where id = @Id and state = 'running' and lease_owner = @LeaseOwner and attempts = @Attempts for update
            """;
        return document is not null
            && await connection.ExecuteScalarAsync<Guid?>(
                new CommandDefinition(Job, job, transaction, cancellationToken: cancellationToken)) is not null;
    }

    private static Task InsertVersionAsync(
        NpgsqlTransaction transaction, IngestionJob job, PreparedVersion version, Guid versionId, DateTimeOffset now,
            CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into document_versions (id, tenant_id, document_id, number, text, page_starts, chunking, created_at)
            select @versionId, @TenantId, @DocumentId, coalesce(max(number), 0) + 1, @Text, @PageStarts, @Chunking, @now
            from document_versions where document_id = @DocumentId
            """;
        var document = version.Outcome.Document ?? throw new InvalidOperationException("Only completed readings are published.");
        return Connection(transaction).ExecuteAsync(new CommandDefinition(
            Sql,
            new { versionId, job.TenantId, job.DocumentId, document.Text, PageStarts = PageStarts(version.Outcome), version.Chunking, now },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static int[] PageStarts(ReadingOutcome outcome)
    {
        var blocks = outcome.Document?.Blocks ?? [];
        var last = blocks.Max(block => block.Page) ?? 0;
        var starts = new int[last];
        for (var page = 1; page <= last; page++)
        {
            starts[page - 1] = blocks.FirstOrDefault(block => block.Page >= page)?.Start ?? 0;
        }

        return starts;
    }

    private static Task InsertChunksAsync(
        NpgsqlTransaction transaction, IngestionJob job, PreparedVersion version, Part part, CancellationToken cancellationToken)
    {
        const string Sql = """
            with added as (
                insert into chunks (id, tenant_id, document_id, version_id, number, text, start_offset, end_offset, page, heading_path,
                    tokens)
                select c.id, @TenantId, @DocumentId, @VersionId, c.number, c.text, c.start_offset, c.end_offset, c.page,
                    string_to_array(c.headings, E'\x1f'), c.tokens
                from unnest(@Ids, @Numbers, @Texts, @Starts, @Ends, @Pages, @Headings, @Tokens)
                    as c (id, number, text, start_offset, end_offset, page, headings, tokens)
                returning ordinal, number)
            insert into embeddings (model_id, ordinal, tenant_id, vector)
            select e.model_id, added.ordinal, @TenantId, e.vector
            from added
            join unnest(@ModelIds, @EmbeddedNumbers, @Vectors) as e (model_id, number, vector) on e.number = added.number
            """;
        var chunks = version.Chunks.Skip(part.Start).Take(RowsPerStatement).ToArray();
        var embeddings = version.Embeddings.SelectMany(model => chunks.Select((chunk, i) =>
            (model.ModelId, chunk.Number, Vector: ToBytes(model.Vectors[part.Start + i])))).ToArray();
        return Connection(transaction).ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                job.TenantId,
                job.DocumentId,
                part.VersionId,
                Ids = chunks.Select(_ => Guid.CreateVersion7(part.Now)).ToArray(),
                Numbers = chunks.Select(chunk => chunk.Number).ToArray(),
                Texts = chunks.Select(chunk => chunk.Text).ToArray(),
                Starts = chunks.Select(chunk => chunk.Start).ToArray(),
                Ends = chunks.Select(chunk => chunk.End).ToArray(),
                Pages = chunks.Select(chunk => chunk.Page).ToArray(),
                Headings = chunks.Select(chunk => string.Join(HeadingSeparator, chunk.HeadingPath)).ToArray(),
                Tokens = chunks.Select(chunk => chunk.Tokens).ToArray(),
                ModelIds = embeddings.Select(embedding => embedding.ModelId).ToArray(),
                EmbeddedNumbers = embeddings.Select(embedding => embedding.Number).ToArray(),
                Vectors = embeddings.Select(embedding => embedding.Vector).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static byte[] ToBytes(float[] vector) => MemoryMarshal.AsBytes<float>(vector).ToArray();

    private static Task CompleteAsync(
        NpgsqlTransaction transaction, IngestionJob job, PreparedVersion version, Guid versionId, DateTimeOffset now,
            CancellationToken cancellationToken)
    {
        const string Sql = """
            update documents set status = 'completed', progress = 1, error_code = null, error_message = null, warnings = @Warnings,
                title = case when is_title_given then title else @Title end, pages = @Pages, chunks = @Count, language = @Language,
                current_version_id = @versionId, updated_at = @now
            where id = @DocumentId;
            delete from document_versions where document_id = @DocumentId and id <> @versionId;
            update ingestion_jobs set state = 'done', error = null, lease_owner = null, lease_until = null,
                updated_at = @now where id = @Id;
            """;
        return Connection(transaction).ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                Warnings = version.Outcome.Warnings.Select(warning => warning.Message).ToArray(),
                version.Title,
                version.Outcome.Pages,
                version.Chunks.Count,
                version.Outcome.Language,
                versionId,
                job.DocumentId,
                job.Id,
                now,
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static Task SaveReportAsync(
        NpgsqlTransaction transaction, IngestionJob job, string? report, CancellationToken cancellationToken)
    {
        const string Sql = """
            update originals set report = @report::jsonb where document_id = @DocumentId and number = @Version and tenant_id = @TenantId
            """;
        return Connection(transaction).ExecuteAsync(new CommandDefinition(
            Sql, new { report, job.DocumentId, job.Version, job.TenantId }, transaction, cancellationToken: cancellationToken));
    }

    private static NpgsqlConnection Connection(NpgsqlTransaction transaction) =>
        transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");

    private readonly record struct Part(Guid VersionId, int Start, DateTimeOffset Now);
}
