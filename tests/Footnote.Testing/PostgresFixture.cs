using System.Globalization;
using Footnote.Platform.Postgres;
using Npgsql;

namespace Footnote.Testing;

/// <summary>
/// One private PostgreSQL cluster for the whole test process, started at first use and stopped when the process ends. It runs from the copy
/// with pgvector that eng/pgvector.sh makes, where there is one.
/// </summary>
public static class PostgresFixture
{
    private static readonly Lazy<Task<EmbeddedPostgres>> Cluster = new(StartAsync);
    private static int _databases;

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public static async Task<string> CreateDatabaseAsync(CancellationToken ct = default)
    {
        var cluster = await Cluster.Value.WaitAsync(ct);
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(cluster, $"create database {name}", ct);
        return cluster.ConnectionString(name);
    }

    /// <summary>Drops a database, whoever is still connected.</summary>
    public static async Task DropDatabaseAsync(string connectionString, CancellationToken ct = default)
    {
        var cluster = await Cluster.Value.WaitAsync(ct);
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync(cluster, $"drop database if exists {name} with (force)", ct);
    }

    /// <summary>
    /// An empty database of a cluster that has pgvector. Without it the calling test is skipped; where CI is true it fails.
    /// </summary>
    public static async Task<string> CreateVectorDatabaseAsync(CancellationToken ct = default)
    {
        if (PgvectorCopy.Programs is null)
        {
            throw new InvalidOperationException(PgvectorCopy.Missing);
        }

        return await CreateDatabaseAsync(ct);
    }

    private static async Task ExecuteAsync(EmbeddedPostgres cluster, string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<EmbeddedPostgres> StartAsync()
    {
        await RemoveAbandonedAsync();
        var folder = new TemporaryFolder();
        var cluster = new EmbeddedPostgres(new EmbeddedPostgresOptions
        {
            Folder = folder.Root,
            BinariesFolder = PgvectorCopy.Programs,
            Password = "test",
            MaxConnections = 200,
            IsThrowAway = true,
        });
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            cluster.StopImmediately();
            folder.Dispose();
        };
        await cluster.StartAsync(CancellationToken.None);
        return cluster;
    }

    private static async Task RemoveAbandonedAsync()
    {
        foreach (var folder in TemporaryFolder.Abandoned().ToArray())
        {
            try
            {
                await EmbeddedPostgres.StopAbandonedAsync(folder, CancellationToken.None);
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // Another test process removes it at the same time.
            }
        }
    }
}
