using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dapper;
using Footnote.Knowledge.Changes;
using Npgsql;

namespace Footnote.Knowledge.Indexing;

/// <summary>Reads what is to be searched from the tables: the chunks of current versions of documents that are not deleted.</summary>
internal static class IndexLoader
{
    private const string Columns = """
        d.id, d.tenant_id, d.collection_id, d.category, d.tags, d.readers, d.created_at, d.title, d.language,
        c.ordinal, c.text, c.heading_path, e.vector, d.source, d.document_date, d.custom::text
        """;

    /// <summary>Streams chunks of the given documents, or of all when null.</summary>
    public static async IAsyncEnumerable<IndexedChunk> LoadAsync(
        NpgsqlConnection connection, Guid[]? documentIds, string modelId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select {Columns}
            from documents d
            join chunks c on c.document_id = d.id and c.version_id = d.current_version_id
            left join embeddings e on e.model_id = $1 and e.ordinal = c.ordinal
            where d.deleted_at is null and ($2::uuid[] is null or d.id = any($2))
            """;
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = modelId });
        command.Parameters.Add(
            new NpgsqlParameter
            {
                Value = (object?)documentIds ?? DBNull.Value,
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Uuid
            });
        await foreach (var chunk in ReadAsync(command, cancellationToken))
        {
            yield return chunk;
        }
    }

    /// <summary>Streams chunks behind one, in order, that have an embedding of the model.</summary>
    public static async IAsyncEnumerable<IndexedChunk> LoadAfterAsync(
        NpgsqlConnection connection, int after, int limit, string modelId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select {Columns}
            from embeddings e
            join chunks c on c.ordinal = e.ordinal
            join documents d on d.id = c.document_id and d.current_version_id = c.version_id
            where e.model_id = $1 and e.ordinal > $2 and d.deleted_at is null
            order by e.ordinal limit $3
            """;
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = modelId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await foreach (var chunk in ReadAsync(command, cancellationToken))
        {
            yield return chunk;
        }
    }

    /// <summary>Entries behind a position, in order.</summary>
    public static async Task<IReadOnlyList<(long Position, Guid DocumentId, string Kind)>> ReadChangesAsync(
        NpgsqlConnection connection, long after, int limit, CancellationToken cancellationToken)
    {
        const string Sql = "select position, document_id, kind from changes where position > @after order by position limit @limit";
        var rows = await connection.QueryAsync<(long, Guid, string)>(new CommandDefinition(
            Sql, new { after, limit }, cancellationToken: cancellationToken));
        return rows.AsList();
    }

    public static Task ListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition($"listen {ChangeLog.Channel}", cancellationToken: cancellationToken));

    private static async IAsyncEnumerable<IndexedChunk> ReadAsync(
        NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        IndexedDocument? document = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetGuid(0);
            document = document?.Id == id ? document : ReadDocument(reader, id);
            yield return ReadChunk(reader, document);
        }
    }

    private static IndexedDocument ReadDocument(NpgsqlDataReader reader, Guid id) => new()
    {
        Id = id,
        TenantId = reader.GetGuid(1),
        CollectionId = reader.IsDBNull(2) ? null : reader.GetGuid(2),
        Category = reader.IsDBNull(3) ? null : reader.GetString(3),
        Tags = reader.GetFieldValue<string[]>(4),
        Readers = reader.GetFieldValue<string[]>(5),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(6),
        Title = reader.GetString(7),
        Source = reader.GetString(13),
        DocumentDate = reader.IsDBNull(14) ? null : reader.GetFieldValue<DateOnly>(14),
        Custom = CustomValues.Parse(reader.GetString(15)),
    };

    private static IndexedChunk ReadChunk(NpgsqlDataReader reader, IndexedDocument document) => new(
        document,
        reader.GetString(7),
        reader.IsDBNull(8) ? null : reader.GetString(8),
        reader.GetInt32(9),
        reader.GetString(10))
    {
        HeadingPath = reader.GetFieldValue<string[]>(11),
        Vector = reader.IsDBNull(12) ? null : MemoryMarshal.Cast<byte, float>(reader.GetFieldValue<byte[]>(12)).ToArray(),
    };
}
