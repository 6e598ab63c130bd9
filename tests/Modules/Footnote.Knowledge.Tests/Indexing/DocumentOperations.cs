using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Access;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Data;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests.Indexing;

/// <summary>What the routes do to documents, for people of any tenant, through one node; each returns the position it was given.</summary>
internal sealed class DocumentOperations(FootnoteApp node)
{
    private readonly ModuleDatabase<KnowledgeSchema> _database = node.Services.GetRequiredService<ModuleDatabase<KnowledgeSchema>>();
    private readonly UploadReceiver _receiver = node.Services.GetRequiredService<UploadReceiver>();

    public async Task<(Guid Id, long Position)> UploadAsync(Principal principal, string title, string text)
    {
        var received = await _receiver.ReceiveTextAsync(text, new UploadFields { Title = title }, KnowledgeApp.Token);
        await using var file = received.Value;
        var created = await node.Services.GetRequiredService<DocumentCreator>().CreateAsync(
            new DocumentOwner(principal.TenantId, principal.UserId), file, idempotencyKey: null, KnowledgeApp.Token);
        return (created.Value.Id, await WhenIngestedAsync(created.Value.Id));
    }

    /// <summary>Another original for a document: its next version.</summary>
    public async Task<long> ReplaceAsync(Principal principal, Guid id, string text)
    {
        var received = await _receiver.ReceiveTextAsync(text, new UploadFields(), KnowledgeApp.Token);
        await using var file = received.Value;
        var replaced = await node.Services.GetRequiredService<DocumentReplacer>().ReplaceAsync(
            principal, id, file, EditCondition.None, KnowledgeApp.Token);
        Assert.False(replaced.Value.Unchanged);
        return await WhenIngestedAsync(id);
    }

    public async Task<long> DeleteAsync(Principal principal, Guid id)
    {
        await using var connection = await _database.OpenAsync(principal.TenantId, KnowledgeApp.Token);
        await using var transaction = await connection.BeginTransactionAsync(KnowledgeApp.Token);
        var position = await DocumentRemoval.RemoveAsync(transaction, principal.TenantId, [id], TimeProvider.System.GetUtcNow(),
            KnowledgeApp.Token);
        await transaction.CommitAsync(KnowledgeApp.Token);
        return position;
    }

    public async Task<long> RestoreAsync(Principal principal, Guid id)
    {
        await using var connection = await _database.OpenAsync(principal.TenantId, KnowledgeApp.Token);
        await using var transaction = await connection.BeginTransactionAsync(KnowledgeApp.Token);
        var restored = await node.Services.GetRequiredService<DeletedDocuments>().RestoreAsync(
            transaction, principal, id, KnowledgeApp.Token);
        await transaction.CommitAsync(KnowledgeApp.Token);
        return restored.Value.Position;
    }

    public async Task<long> PermitAsync(Principal principal, Guid id, DocumentReaders readers)
    {
        var changed = await node.Services.GetRequiredService<ReaderEditing>().ApplyAsync(
            principal, id, readers, EditCondition.None, KnowledgeApp.Token);
        return changed.Value.Position;
    }

    private async Task<long> WhenIngestedAsync(Guid id)
    {
        await using var connection = await _database.OpenSystemAsync(KnowledgeApp.Token);
        while (true)
        {
            var (status, position) = await connection.QuerySingleAsync<(string, long)>(
                "select status, position from documents where id = @id", new { id });
            if (status == DocumentStatus.Completed)
            {
                return position;
            }

            Assert.NotEqual(DocumentStatus.Failed, status);
            await Task.Delay(5, KnowledgeApp.Token);
        }
    }
}
