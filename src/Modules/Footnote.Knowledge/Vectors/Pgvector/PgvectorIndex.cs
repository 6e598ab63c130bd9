using System.Globalization;
using Footnote.Retrieval;
using Npgsql;

namespace Footnote.Knowledge.Vectors.Pgvector;

/// <summary>
/// The table of one model: vectors of half precision with an HNSW index. Few permitted chunks are compared one by one, which is exact; of
/// many, the graph is walked until enough of them pass the filter.
/// </summary>
internal sealed class PgvectorIndex(PgvectorDatabase database, VectorSpace space, VectorOptions options) : IVectorIndex
{
    private const int RowsPerStep = 256;

    /// <summary>How far a walk of the graph goes when few of what it meets pass the filter.</summary>
    private const string MaxScanTuples = "100000";

    /// <summary>Memory of such a walk, in multiples of work_mem.</summary>
    private const string ScanMemory = "16";
    private const int MaxEfSearch = 1000;

    private readonly string _table = database.TableOf(space);
    private readonly string _type = string.Create(CultureInfo.InvariantCulture, $"halfvec({space.Dimensions})");

    public bool IsEmpty => false;

    public async ValueTask UpsertAsync(IReadOnlyList<VectorRow> rows, CancellationToken cancellationToken)
    {
        foreach (var step in rows.Chunk(RowsPerStep))
        {
            await database.RunAsync(connection => UpsertAsync(connection, step, cancellationToken), cancellationToken);
        }
    }

    public async ValueTask DeleteAsync(Guid tenantId, IReadOnlyList<int> ordinals, CancellationToken cancellationToken) =>
        await database.RunAsync(
            async connection =>
            {
                await using var command = new NpgsqlCommand(
                    $"delete from {_table} where tenant_id = $1 and ordinal = any($2)", connection)
                {
                    CommandTimeout = Seconds(options.AttemptTimeout),
                };
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
                command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. ordinals] });
                return await command.ExecuteNonQueryAsync(cancellationToken);
            },
            cancellationToken);

    public async ValueTask<IReadOnlyList<ScoredId>> SearchAsync(VectorQuery query, CancellationToken cancellationToken) =>
        query.Permitted.Count == 0 ? [] : await database.RunAsync(
            connection => query.Named(options.NamedChunks) is { } ordinals
                ? SearchNamedAsync(connection, query, ordinals, cancellationToken)
                : SearchGraphAsync(connection, query, cancellationToken),
            cancellationToken);

    private async Task<int> UpsertAsync(NpgsqlConnection connection, VectorRow[] rows, CancellationToken cancellationToken)
    {
        var sql = $"""
            insert into {_table} (ordinal, tenant_id, document_id, collection_id, readers, category, tags, source, created_on, document_on,
                embedding)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::real[]::{_type})
            on conflict (ordinal) do update set (tenant_id, document_id, collection_id, readers, category, tags, source, created_on,
                document_on, embedding) = (excluded.tenant_id, excluded.document_id, excluded.collection_id, excluded.readers,
                excluded.category, excluded.tags, excluded.source, excluded.created_on, excluded.document_on, excluded.embedding)
            """;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = Seconds(options.AttemptTimeout) };
        foreach (var row in rows)
        {
            var document = row.Document;
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
            {
                Parameters =
                {
                    new NpgsqlParameter<int> { TypedValue = row.Ordinal },
                    new NpgsqlParameter<Guid> { TypedValue = document.TenantId },
                    new NpgsqlParameter<Guid> { TypedValue = document.Id },
                    new NpgsqlParameter<Guid?> { TypedValue = document.CollectionId },
                    new NpgsqlParameter<string[]> { TypedValue = [.. document.Readers] },
                    new NpgsqlParameter<string?> { TypedValue = document.Category?.ToUpperInvariant() },
                    new NpgsqlParameter<string[]> { TypedValue = [.. document.Tags.Select(tag => tag.ToUpperInvariant())] },
                    new NpgsqlParameter<string> { TypedValue = document.Source },
                    new NpgsqlParameter<int> { TypedValue = DayNumber.Of(DateOnly.FromDateTime(document.CreatedAt.UtcDateTime)) },
                    new NpgsqlParameter<int?> { TypedValue = document.DocumentDate is { } day ? DayNumber.Of(day) : null },
                    new NpgsqlParameter<float[]> { TypedValue = row.Vector },
                },
            });
        }

        var written = await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return written;
    }

    private async Task<IReadOnlyList<ScoredId>> SearchNamedAsync(
        NpgsqlConnection connection, VectorQuery query, int[] ordinals, CancellationToken cancellationToken)
    {
        // ordering by something else than the distance keeps the graph out of it
        await using var command = new NpgsqlCommand(
            $"""
            select ordinal, (1 - (embedding <=> $1::real[]::{_type}))::real as score from {_table}
            where tenant_id = $2 and ordinal = any($3) order by score desc, ordinal limit $4
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<float[]> { TypedValue = query.Vector });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = query.Filter.TenantId });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = ordinals });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = query.Limit });
        return await ReadAsync(command, cancellationToken);
    }

    private async Task<IReadOnlyList<ScoredId>> SearchGraphAsync(
        NpgsqlConnection connection, VectorQuery query, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await SetAsync(connection, Math.Clamp(query.Limit, options.EfSearch, MaxEfSearch), cancellationToken);
        await using var command = new NpgsqlCommand { Connection = connection };
        command.Parameters.Add(new NpgsqlParameter<float[]> { TypedValue = query.Vector });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = query.Limit });
        var conditions = PgvectorFilter.Apply(query.Filter, command.Parameters);
        command.CommandText = $"""
            select ordinal, (1 - (embedding <=> $1::real[]::{_type}))::real from {_table}
            where {conditions} order by embedding <=> $1::real[]::{_type} limit $2
            """;
        var found = await ReadAsync(command, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return found;
    }

    /// <summary>For this transaction: how the graph is searched when a filter takes part.</summary>
    private static async Task SetAsync(NpgsqlConnection connection, int efSearch, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select set_config('hnsw.ef_search', $1, true), set_config('hnsw.iterative_scan', 'strict_order', true),
                set_config('hnsw.max_scan_tuples', $2, true), set_config('hnsw.scan_mem_multiplier', $3, true)
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = efSearch.ToString(CultureInfo.InvariantCulture) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = MaxScanTuples });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ScanMemory });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<ScoredId>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var found = new List<ScoredId>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new ScoredId(reader.GetInt32(0), reader.GetFloat(1)));
        }

        return found;
    }

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)time.TotalSeconds);
}
