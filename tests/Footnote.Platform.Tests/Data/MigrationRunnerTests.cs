using Dapper;
using Footnote.Platform.Data;

namespace Footnote.Platform.Tests.Data;

public sealed class MigrationRunnerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrations_run_twice_apply_once()
    {
        await using var database = await TestDatabase.CreateAsync();

        var first = await database.Runner.RunAsync(Token);
        var second = await database.Runner.RunAsync(Token);

        Assert.True(first >= 4);
        Assert.Equal(0, second);
    }

    [Fact]
    public async Task Migrations_started_by_two_servers_at_once_apply_once()
    {
        await using var database = await TestDatabase.CreateAsync();

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => database.Runner.RunAsync(Token)));

        Assert.Single(applied, count => count > 0);
    }

    [Fact]
    public async Task Migration_that_was_changed_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.Runner.RunAsync(Token);
        await ExecuteAsync(database, "update platform.migrations set checksum = 'other' where schema_name = 'alpha' and number = 2");

        var fault = await Assert.ThrowsAsync<MigrationException>(() => database.Runner.RunAsync(Token));

        Assert.Contains("0002_counter.sql", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_of_a_newer_version_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.Runner.RunAsync(Token);
        await ExecuteAsync(database, "insert into platform.migrations values ('alpha', 3, '0003_future.sql', 'x', now())");

        var fault = await Assert.ThrowsAsync<MigrationException>(() => database.Runner.RunAsync(Token));

        Assert.Contains("newer version", fault.Message, StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.Database.OpenAsync(Token);
        await connection.ExecuteAsync(sql);
    }
}
