using Dapper;
using Footnote.Knowledge.Storage;
using Footnote.Platform.Data;
using Footnote.Platform.Modules;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Diagnosis;

/// <summary>
/// Every original of a document has its file, and every file belongs to one. A file that belongs to none and is older than a grace
/// period, so that it
/// is not of an upload that is under way, is removed. A lost file can only come back from a backup.
/// </summary>
internal sealed class OriginalCheck(
    ModuleDatabase<KnowledgeSchema> database, IObjectStore store, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
        : IDiagnosticCheck
{
    public string Name => "originals";

    public async Task<DiagnosticResult> RunAsync(bool repair, CancellationToken ct)
    {
        // the files first: a document that comes meanwhile has its file already
        var files = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var file in store.ListAsync(ct))
        {
            files[file.Key] = file.CreatedAt;
        }

        var keys = await KeysAsync(ct);
        var before = timeProvider.GetUtcNow() - options.Value.OrphanGrace;
        var orphans = files.Where(file => !keys.ContainsKey(file.Key) && file.Value < before).Select(file => file.Key).ToList();
        var lost = await LostAsync(keys.Where(key => key.Value is not null && !files.ContainsKey(key.Key)).ToList(), ct);
        if (orphans.Count + lost.Count == 0)
        {
            return new DiagnosticResult($"{keys.Count} files are where they are expected, and there are no others");
        }

        foreach (var orphan in repair ? orphans : [])
        {
            await store.DeleteAsync(orphan, ct);
        }

        return new DiagnosticResult(
            $"{lost.Count} originals have lost their file, {orphans.Count} files belong to no document",
            lost.Count + orphans.Count, repair ? orphans.Count : 0)
        {
            Examples = [.. lost.Select(id => id.ToString("D")).Concat(orphans).Take(Examples.Count)],
            Advice = lost.Count > 0 ? "restore the lost files from a backup, or delete the documents" : repair ? null
                : Examples.RepairAdvice,
        };
    }

    private async Task<Dictionary<string, Guid?>> KeysAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        const string Sql = """
            select object_key, document_id from originals
            union all select object_key, null from obsolete_objects
            union all select object_key, null from upload_parts
            """;
        var rows = await connection.QueryAsync<(string Key, Guid? Id)>(new CommandDefinition(
            Sql, commandTimeout: 0, cancellationToken: ct));
        return rows.GroupBy(row => row.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Id,
            StringComparer.Ordinal);
    }

    /// <summary>What was uploaded or removed while the files were listed is looked at once more.</summary>
    private async Task<List<Guid>> LostAsync(List<KeyValuePair<string, Guid?>> missing, CancellationToken ct)
    {
        var lost = new List<Guid>();
        var present = missing.Count == 0 ? [] : await KeysAsync(ct);
        foreach (var (key, id) in missing.Where(key => present.ContainsKey(key.Key)))
        {
            using var file = await store.FetchAsync(key, ct);
            if (file is null && id is { } document)
            {
                lost.Add(document);
            }
        }

        return lost;
    }
}
