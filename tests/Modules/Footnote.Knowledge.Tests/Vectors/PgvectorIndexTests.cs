using Dapper;
using Footnote.Knowledge.Vectors;
using Footnote.Knowledge.Vectors.Pgvector;
using Footnote.Platform.Data;
using Footnote.Testing;
using Npgsql;

namespace Footnote.Knowledge.Tests.Vectors;

/// <summary>The adapter of pgvector against a real server.</summary>
public sealed class PgvectorIndexTests : VectorIndexConformance, IAsyncLifetime
{
    private readonly List<PgvectorDatabase> _opened = [];
    private readonly Database _unused = new();
    private string _connectionString = string.Empty;

    public async ValueTask InitializeAsync() => _connectionString = await PostgresFixture.CreateVectorDatabaseAsync(Token);

    public async ValueTask DisposeAsync()
    {
        _opened.ForEach(database => database.Dispose());
        await _unused.DisposeAsync();
        if (_connectionString.Length > 0)
        {
            await PostgresFixture.DropDatabaseAsync(_connectionString);
        }
    }

    [Fact]
    public async Task Vectors_are_of_half_precision_with_an_index_of_the_graph_and_go_with_their_model()
    {
        var world = new VectorWorld(Dimensions);
        var database = Connect();
        await database.PrepareAsync(Space, Token);
        await database.PrepareAsync(Space, Token);
        await database.Open(Space).UpsertAsync([world.Make()], Token);
        await using var connection = new NpgsqlConnection(_connectionString);
        const string Indexes = "select indexdef from pg_indexes where schemaname = 'footnote_vectors'";
        Assert.Contains(await connection.QueryAsync<string>(Indexes), index =>
            index.Contains("USING hnsw", StringComparison.Ordinal) && index.Contains("halfvec_cosine_ops", StringComparison.Ordinal));

        await database.DropAsync(Space, [VectorWorld.Tenant], Token);
        await database.DropAsync(Space, [VectorWorld.Tenant], Token);

        Assert.Empty(await connection.QueryAsync<string>(Indexes));
        var gone = await Assert.ThrowsAsync<VectorIndexException>(async () =>
            await database.Open(Space).SearchAsync(world.Query(world.NextVector(), 5), Token));
        Assert.Equal(VectorIndexFault.Behind, gone.Fault);
    }

    [Fact]
    public async Task Server_that_does_not_answer_is_unavailable_and_its_password_is_not_in_the_message()
    {
        var database = Connect("Host=127.0.0.1;Port=1;Username=u;Password=hidden-word;Timeout=2");
        var fault = await Assert.ThrowsAsync<VectorIndexException>(() => database.PrepareAsync(Space, Token));
        Assert.Equal((VectorIndexFault.Unavailable, true), (fault.Fault, fault.IsTransient));
        Assert.DoesNotContain("hidden-word", fault.ToString() + database.Place, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_with_more_dimensions_than_can_be_indexed_is_refused()
    {
        var fault = await Assert.ThrowsAsync<VectorIndexException>(() => Connect().PrepareAsync(new VectorSpace("large", 4001), Token));
        Assert.Equal(VectorIndexFault.Wrong, fault.Fault);
    }

    private protected override async Task<IVectorIndex> OpenAsync(VectorSpace space, int namedChunks = 1000)
    {
        var database = Connect(namedChunks: namedChunks);
        await database.PrepareAsync(space, Token);
        return database.Open(space);
    }

    private PgvectorDatabase Connect(string? connectionString = null, int namedChunks = 1000)
    {
        var options = new VectorOptions
        {
            Kind = VectorKind.Pgvector,
            ConnectionString = connectionString ?? _connectionString,
            NamedChunks = namedChunks,
        };
        _opened.Add(new PgvectorDatabase(options, _unused));
        return _opened[^1];
    }
}
