using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Dictionary;
using Footnote.Platform.Data;
using Footnote.Retrieval.Queries;

namespace Footnote.Knowledge.Searching;

/// <summary>What a search reads from the database for its caller.</summary>
internal sealed class CallerData(ModuleDatabase<KnowledgeSchema> database, TenantDictionaries dictionaries)
{
    /// <summary>The texts, as far as the caller may read them.</summary>
    public PermittedChunks ChunksOf(Principal principal) => new(database, principal);

    /// <summary>The latest change, after a position, to a document the caller may find; 0 when there is none.</summary>
    public async Task<long> NewestAsync(Principal principal, long position, CancellationToken cancellationToken)
    {
        const string Sql = """
            select coalesce(max(position), 0) from documents
            where tenant_id = @TenantId and position > @position and deleted_at is null and current_version_id is not null
                and readers && @Keys
            """;
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        return await connection.QuerySingleAsync<long>(new CommandDefinition(
            Sql,
            new { principal.TenantId, position, Keys = principal.AccessKeys.ToArray() },
            cancellationToken: cancellationToken));
    }

    /// <summary>The acronyms and synonyms of the caller's organisation.</summary>
    public ValueTask<QueryDictionary> DictionaryOfAsync(Principal principal, CancellationToken cancellationToken) =>
        dictionaries.GetAsync(principal.TenantId, cancellationToken);
}
