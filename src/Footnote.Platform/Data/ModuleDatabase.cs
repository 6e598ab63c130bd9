using Npgsql;

namespace Footnote.Platform.Data;

/// <summary>A module's way to its own tables: connections act as the module's role and see the module's schema only.</summary>
/// <remarks>Thread-safe. Dispose each connection soon; they are pooled.</remarks>
public sealed class ModuleDatabase<TModule>
{
    private readonly Database _database;
    private readonly string _schema;

    internal ModuleDatabase(Database database, string schema)
    {
        _database = database;
        _schema = schema;
    }

    /// <summary>Opens a connection on which row level security shows the rows of <paramref name="tenantId"/> only.</summary>
    public Task<NpgsqlConnection> OpenAsync(Guid tenantId, CancellationToken ct)
    {
        return tenantId == Guid.Empty
            ? throw new ArgumentException("A tenant is required.", nameof(tenantId))
            : OpenAsync(tenantId.ToString("D"), "off", ct);
    }

    /// <summary>Opens a connection that sees every tenant: for workers, the index host and sign-in, never for a caller's query.</summary>
    public Task<NpgsqlConnection> OpenSystemAsync(CancellationToken ct) => OpenAsync(string.Empty, "on", ct);

    private async Task<NpgsqlConnection> OpenAsync(string tenant, string system, CancellationToken ct)
    {
        var connection = await _database.OpenAsync(ct);
        try
        {
            await using var batch = new NpgsqlBatch(connection);

            // The pool resets all of this when the connection comes back.
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"set role {ModuleSchema.RoleOf(_schema)}"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                """
                select set_config('search_path', $1, false),
                    set_config('footnote.tenant_id', $2, false),
                    set_config('footnote.system', $3, false)
                """)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = _schema },
                    new NpgsqlParameter<string> { TypedValue = tenant },
                    new NpgsqlParameter<string> { TypedValue = system },
                },
            });
            await batch.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
