using System.Globalization;
using Footnote.Platform.Data;
using Npgsql;

namespace Footnote.Knowledge.Vectors.Pgvector;

/// <summary>
/// Embeddings in a PostgreSQL with the extension pgvector, the server's own or another: a table for each model, so that models never meet
/// and a retired one goes at once.
/// </summary>
internal sealed class PgvectorDatabase : IOutsideVectors
{
    /// <summary>What an HNSW index of the type halfvec takes.</summary>
    private const int MaxDimensions = 4000;
    private const int MaxPoolSize = 20;

    private readonly VectorOptions _options;
    private readonly Database _own;
    private readonly NpgsqlDataSource? _other;

    public PgvectorDatabase(VectorOptions options, Database own)
    {
        (_options, _own) = (options, own);
        if (options.ConnectionString.Length > 0)
        {
            var builder = new NpgsqlDataSourceBuilder(options.ConnectionString) { Name = "footnote-vectors" };
            var settings = builder.ConnectionStringBuilder;
            settings.ApplicationName ??= "footnote";
            settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, MaxPoolSize);
            settings.IncludeErrorDetail = false;
            _other = builder.Build();
            Place = string.Create(
                CultureInfo.InvariantCulture, $"pgvector {settings.Host}:{settings.Port}/{settings.Database} {options.Schema}");
        }
        else
        {
            Place = $"pgvector own {options.Schema}";
        }
    }

    public string Place { get; }

    public IVectorIndex Open(VectorSpace space) => new PgvectorIndex(this, space, _options);

    public Task PrepareAsync(VectorSpace space, CancellationToken cancellationToken)
    {
        if (space.Dimensions > MaxDimensions)
        {
            throw new VectorIndexException(VectorIndexFault.Wrong, string.Create(
                CultureInfo.InvariantCulture,
                $"pgvector indexes at most {MaxDimensions} dimensions; the model has {space.Dimensions}."));
        }

        return RunAsync(connection => PrepareAsync(connection, space, cancellationToken), cancellationToken);
    }

    public Task DropAsync(VectorSpace space, IReadOnlyList<Guid> tenants, CancellationToken cancellationToken) =>
        RunAsync(connection => ExecuteAsync(connection, $"drop table if exists {TableOf(space)}", cancellationToken), cancellationToken);

    public string TableOf(VectorSpace space) => $"{_options.Schema}.m_{space.Key}";

    /// <summary>Runs something on a connection; what goes wrong is said in this module's words.</summary>
    /// <exception cref="VectorIndexException">The database failed.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = _other is null ? await _own.OpenAsync(cancellationToken)
                : await _other.OpenConnectionAsync(cancellationToken);
            return await action(connection);
        }
        catch (NpgsqlException fault)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PgvectorFaults.Translate(fault);
        }
    }

    public void Dispose() => _other?.Dispose();

    private async Task<int> PrepareAsync(NpgsqlConnection connection, VectorSpace space, CancellationToken cancellationToken)
    {
        await using (var exists = new NpgsqlCommand("select to_regclass($1) is not null", connection))
        {
            exists.Parameters.Add(new NpgsqlParameter<string> { TypedValue = TableOf(space) });
            if (await exists.ExecuteScalarAsync(cancellationToken) is true)
            {
                return 0;
            }
        }

        // the extension first by itself: where it is there already, no right is needed to go on
        await ExecuteAsync(connection, "create extension if not exists vector", cancellationToken);
        return await ExecuteAsync(connection, TableSql(space), cancellationToken);
    }

    private string TableSql(VectorSpace space)
    {
        var table = TableOf(space);
        var size = space.Dimensions.ToString(CultureInfo.InvariantCulture);
        return $"""
            create schema if not exists {_options.Schema};
            create table if not exists {table} (
                ordinal int primary key,
                tenant_id uuid not null,
                document_id uuid not null,
                collection_id uuid,
                readers text[] not null,
                category text,
                tags text[] not null,
                source text not null,
                created_on int not null,
                document_on int,
                embedding halfvec({size}) not null
            );
            create index if not exists m_{space.Key}_tenant on {table} (tenant_id);
            create index if not exists m_{space.Key}_hnsw on {table} using hnsw (embedding halfvec_cosine_ops)
            """;
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
