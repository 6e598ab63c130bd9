using Dapper;
using Footnote.Knowledge.Maintenance;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Microsoft.Extensions.Hosting;

namespace Footnote.Knowledge.Resumable;

/// <summary>Makes documents of whole uploads whose server died before it could, and removes the expired.</summary>
internal sealed class UploadCleaner(
    ModuleDatabase<KnowledgeSchema> database, UploadTable table, UploadCompletion completion, Readiness readiness, HousekeepingClock clock)
        : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        do
        {
            await clock.TryAsync(RunAsync, stoppingToken);
        }
        while (await clock.WaitAsync(stoppingToken));
    }

    /// <summary>One round; the number of documents it removed, which is none.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        const string Whole = """
            select id, tenant_id, user_id, length, received, metadata, document_id, expires_at from uploads
            where received = length and document_id is null and expires_at > @Now
            """;
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        var uploads = await connection.QueryAsync<UploadRow>(
            new CommandDefinition(Whole, new { clock.Now }, cancellationToken: cancellationToken));
        foreach (var upload in uploads.AsList())
        {
            await completion.CompleteAsync(upload, cancellationToken);
        }

        var expired = await connection.QueryAsync<Guid>(new CommandDefinition(
            "select id from uploads where expires_at <= @Now", new { clock.Now }, cancellationToken: cancellationToken));
        foreach (var id in expired.AsList())
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (await table.HoldAsync(transaction, id, cancellationToken) is { } row && row.ExpiresAt <= clock.Now)
            {
                await table.EndAsync(transaction, id, documentId: null, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return 0;
    }
}
