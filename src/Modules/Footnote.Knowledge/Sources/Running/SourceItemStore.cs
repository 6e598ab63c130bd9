using Dapper;
using Footnote.Platform.Data;

namespace Footnote.Knowledge.Sources.Running;

/// <summary>What is remembered of the items of a source.</summary>
internal sealed class SourceItemStore(ModuleDatabase<KnowledgeSchema> database)
{
    public async Task<SourceMemory> LoadAsync(SourceRow source, CancellationToken cancellationToken)
    {
        const string Sql = """
            select reference, version, memo, document_id as documentid from source_items where source_id = @Id and tenant_id = @TenantId
            """;
        await using var connection = await database.OpenAsync(source.TenantId, cancellationToken);
        var rows = await connection.QueryAsync<RememberedItem>(new CommandDefinition(
            Sql, new { source.Id, source.TenantId }, cancellationToken: cancellationToken));
        return new SourceMemory(rows.ToDictionary(row => row.Reference, StringComparer.Ordinal));
    }

    /// <summary>Whether the collection of the source still exists; true when it has none.</summary>
    public async Task<bool> HasCollectionAsync(SourceRow source, CancellationToken cancellationToken)
    {
        const string Sql = """
            select @CollectionId::uuid is null
                or exists (select 1 from collections where id = @CollectionId and tenant_id = @TenantId)
            """;
        await using var connection = await database.OpenAsync(source.TenantId, cancellationToken);
        return await connection.QuerySingleAsync<bool>(new CommandDefinition(
            Sql, new { source.CollectionId, source.TenantId }, cancellationToken: cancellationToken));
    }

    public async Task SaveAsync(SourceRow source, SourceItem item, Guid? documentId, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into source_items (source_id, tenant_id, reference, version, memo, document_id)
            select id, tenant_id, @Reference, @Version, @Memo, @documentId from sources where id = @Id and tenant_id = @TenantId
            on conflict (source_id, reference) do update
                set version = excluded.version, memo = excluded.memo, document_id = excluded.document_id
            """;
        await using var connection = await database.OpenAsync(source.TenantId, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new { source.Id, source.TenantId, item.Reference, item.Version, item.Memo, documentId },
            cancellationToken: cancellationToken));
    }

    public async Task ForgetAsync(SourceRow source, string reference, CancellationToken cancellationToken)
    {
        const string Sql = "delete from source_items where source_id = @Id and tenant_id = @TenantId and reference = @reference";
        await using var connection = await database.OpenAsync(source.TenantId, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql, new { source.Id, source.TenantId, reference }, cancellationToken: cancellationToken));
    }
}
