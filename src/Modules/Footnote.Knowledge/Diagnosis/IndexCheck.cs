using System.Data;
using Dapper;
using Footnote.Knowledge.Changes;
using Footnote.Knowledge.Indexing;
using Footnote.Knowledge.Vectors.Feed;
using Footnote.Platform.Data;
using Footnote.Platform.Modules;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Diagnosis;

/// <summary>
/// The indexes of this server have read the log to its head and hold exactly the documents and chunks of the tables. Otherwise they are
/// built
/// anew.
/// </summary>
internal sealed class IndexCheck(
    ModuleDatabase<KnowledgeSchema> database,
    IndexHost host,
    IndexFollower follower,
    VectorFeedState feed,
    IOptions<KnowledgeOptions> options) : IDiagnosticCheck
{
    public string Name => "index";

    public async Task<DiagnosticResult> RunAsync(bool repair, CancellationToken ct)
    {
        var (head, wrong) = await CompareAsync(ct);
        var isBehind = host.Position.Value < head;
        if (wrong.Count == 0 && !isBehind)
        {
            return new DiagnosticResult($"{host.Catalog.DocumentCount} documents with {host.Catalog.ChunkCount} chunks at position {head}");
        }

        var found = Math.Max(1, wrong.Count);
        if (repair)
        {
            await follower.RequestRebuildAsync(ct);
            (_, var left) = await CompareAsync(ct);
            return Report(found, found - Math.Min(found, left.Count)) with { Advice = left.Count == 0 ? null : "restart this server" };
        }

        return Report(found, 0) with { Advice = Examples.RepairAdvice };

        DiagnosticResult Report(long all, long mended) => new(
            isBehind ? $"the index stands at {host.Position.Value} of {head}" : $"{wrong.Count} documents differ from the tables", all,
                mended)
        {
            Examples = [.. wrong.Take(Examples.Count).Select(id => id.ToString("D"))],
        };
    }

    /// <summary>Documents that differ and that have not changed since the tables were read.</summary>
    private async Task<(long Head, IReadOnlyList<Guid> Wrong)> CompareAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        var (head, tables) = await ReadAsync(connection, feed.KeptModel(host.ModelId), ct);
        await host.Position.WaitForAsync(head, options.Value.PositionWait, ct);
        using var indexes = host.Hold();
        var indexed = indexes.Catalog.All().ToDictionary(document => document.Id);
        var wrong = tables.Where(row => !indexed.TryGetValue(row.Key, out var document) || !Same(row.Value, document, indexes))
            .Select(row => row.Key).Concat(indexed.Keys.Where(id => !tables.ContainsKey(id))).ToList();
        if (wrong.Count == 0)
        {
            return (head, []);
        }

        // what has changed since is the follower's business
        var changed = await connection.QueryAsync<Guid>(new CommandDefinition(
            "select document_id from changes where position > @head", new { head }, cancellationToken: ct));
        return (head, [.. wrong.Except(changed)]);
    }

    private static async Task<(long Head, Dictionary<Guid, StoredDocument> Documents)> ReadAsync(
        NpgsqlConnection connection, string modelId, CancellationToken ct)
    {
        const string Sql = """
            select d.id, d.readers, array_agg(c.ordinal) as ordinals,
                coalesce(array_agg(c.ordinal) filter (where e.ordinal is not null), '{}') as embedded
            from documents d join chunks c on c.document_id = d.id and c.version_id = d.current_version_id
            left join embeddings e on e.model_id = @modelId and e.ordinal = c.ordinal
            where d.deleted_at is null group by d.id
            """;
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var head = await ChangeLog.LastAsync(connection, ct);
        var rows = await connection.QueryAsync<StoredDocument>(new CommandDefinition(
            Sql, new { modelId }, transaction, commandTimeout: 0, cancellationToken: ct));
        return (head, rows.ToDictionary(row => row.Id));
    }

    private static bool Same(StoredDocument row, IndexedDocument document, IndexGeneration indexes) =>
        row.Readers.ToHashSet(StringComparer.Ordinal).SetEquals(document.Readers)
            && row.Ordinals.Order().SequenceEqual(document.Ordinals.Order())
            && row.Embedded.All(indexes.Vectors.Index.Contains);

    private sealed class StoredDocument
    {
        public Guid Id { get; init; }

        public string[] Readers { get; init; } = [];

        public int[] Ordinals { get; init; } = [];

        public int[] Embedded { get; init; } = [];
    }
}
