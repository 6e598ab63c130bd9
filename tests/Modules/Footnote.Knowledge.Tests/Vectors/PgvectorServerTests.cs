using Dapper;
using Footnote.Knowledge.Vectors;
using Footnote.Testing;
using Npgsql;

namespace Footnote.Knowledge.Tests.Vectors;

/// <summary>Servers whose vectors are in a PostgreSQL database of their own.</summary>
public sealed class PgvectorServerTests : OutsideVectorsConformance
{
    private string _connectionString = string.Empty;

    private protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Kind", "Pgvector"), ("ConnectionString", _connectionString)];

    public override async ValueTask InitializeAsync() => _connectionString = await PostgresFixture.CreateVectorDatabaseAsync(Token);

    public override async ValueTask DisposeAsync()
    {
        if (_connectionString.Length > 0)
        {
            await PostgresFixture.DropDatabaseAsync(_connectionString);
        }
    }

    [Fact]
    public async Task Vectors_can_lie_in_the_database_of_the_server()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("Vectors:Kind", "Pgvector"));
        var person = await app.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Here", "The garganey rests on the lake.");
        var found = await FindAsync(person.Client, "garganey lake", document.Position);
        Assert.Equal((document.Id, 1), (found.Results[0].DocumentId, RankOf(found.Results[0])));
        await using var connection = await app.OpenDatabaseAsync();
        Assert.Equal(1, await connection.QuerySingleAsync<long>(
            "select count(*) from pg_tables where schemaname = 'footnote_vectors'"));
    }

    private protected override async Task<IReadOnlyList<int>> WrittenAsync(VectorSpace space)
    {
        await using var connection = new NpgsqlConnection(_connectionString + ";Pooling=false");
        var exists = await connection.QuerySingleAsync<bool>(
            "select to_regclass(@Table) is not null", new { Table = $"footnote_vectors.m_{space.Key}" });
        return exists ? (await connection.QueryAsync<int>($"select ordinal from footnote_vectors.m_{space.Key}")).AsList() : [];
    }

    private protected override Task BreakAsync() => AllowAsync(false);

    private protected override Task RepairAsync() => AllowAsync(true);

    /// <summary>Whether the database of the vectors takes connections; those it has are ended when it does not.</summary>
    private async Task AllowAsync(bool isAllowed)
    {
        var settings = new NpgsqlConnectionStringBuilder(_connectionString);
        var name = settings.Database;
        settings.Database = "postgres";
        settings.Pooling = false;
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.ExecuteAsync($"alter database {name} with allow_connections {(isAllowed ? "true" : "false")}");
        if (!isAllowed)
        {
            await connection.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = @name", new { name });
        }
    }
}
