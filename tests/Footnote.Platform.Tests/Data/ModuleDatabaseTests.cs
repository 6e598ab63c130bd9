using Dapper;
using Npgsql;

namespace Footnote.Platform.Tests.Data;

public sealed class ModuleDatabaseTests
{
    private static readonly Guid Ours = Guid.Parse("00000000-0000-7000-8000-000000000001");
    private static readonly Guid Theirs = Guid.Parse("00000000-0000-7000-8000-000000000002");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_of_a_tenant_sees_its_rows_only()
    {
        await using var database = await PrepareAsync();
        await using var connection = await database.Module.OpenAsync(Ours, Token);

        Assert.Equal(["ours"], await connection.QueryAsync<string>("select text from notes"));
    }

    [Fact]
    public async Task Connection_of_a_tenant_cannot_write_rows_of_another()
    {
        await using var database = await PrepareAsync();
        await using var connection = await database.Module.OpenAsync(Ours, Token);

        var fault = await Assert.ThrowsAsync<PostgresException>(() => InsertAsync(connection, Theirs, "smuggled"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, fault.SqlState);
    }

    [Fact]
    public async Task Connection_of_the_system_sees_every_tenant()
    {
        await using var database = await PrepareAsync();
        await using var connection = await database.Module.OpenSystemAsync(Token);

        Assert.Equal(2, await connection.ExecuteScalarAsync<long>("select count(*) from notes"));
    }

    [Fact]
    public async Task Connection_of_a_module_cannot_read_another_modules_tables()
    {
        await using var database = await PrepareAsync();
        await using var connection = await database.Other.OpenSystemAsync(Token);

        var fault = await Assert.ThrowsAsync<PostgresException>(
            () => connection.ExecuteScalarAsync<long>("select count(*) from alpha.notes"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, fault.SqlState);
    }

    [Fact]
    public async Task Connection_returned_to_the_pool_forgets_its_tenant()
    {
        await using var database = await PrepareAsync();
        for (var round = 0; round < 20; round++)
        {
            await using (await database.Module.OpenSystemAsync(Token))
            {
            }

            await using var connection = await database.Module.OpenAsync(Theirs, Token);
            Assert.Equal(["theirs"], await connection.QueryAsync<string>("select text from notes"));
        }
    }

    [Fact]
    public async Task Connection_without_tenant_is_a_bug()
    {
        await using var database = await PrepareAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => database.Module.OpenAsync(Guid.Empty, Token));
    }

    [Fact]
    public async Task Record_with_times_and_arrays_is_read_by_its_constructor()
    {
        await using var database = await PrepareAsync();
        await using var connection = await database.Module.OpenAsync(Ours, Token);

        var note = await connection.QuerySingleAsync<Note>(
            "select id, text, tags, written_at from notes where id = any(@ids)", new { ids = new[] { Ours } });

        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), note.WrittenAt);
        Assert.Equal(["a", "b"], note.Tags);
    }

    private static async Task<TestDatabase> PrepareAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await database.Runner.RunAsync(Token);
        await using var connection = await database.Module.OpenSystemAsync(Token);
        await InsertAsync(connection, Ours, "ours");
        await InsertAsync(connection, Theirs, "theirs");
        return database;
    }

    private static Task InsertAsync(NpgsqlConnection connection, Guid tenant, string text) => connection.ExecuteAsync(
        "insert into notes (id, tenant_id, text, tags, written_at) values (@id, @tenant, @text, @tags, @time)",
        new
        {
            id = text == "smuggled" ? Guid.CreateVersion7() : tenant,
            tenant,
            text,
            tags = new[] { "a", "b" },
            time = new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.FromHours(1)),
        });

    private sealed record Note(Guid Id, string Text, string[] Tags, DateTimeOffset WrittenAt);
}
