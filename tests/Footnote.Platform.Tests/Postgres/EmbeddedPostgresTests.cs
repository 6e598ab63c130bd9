using Dapper;
using Footnote.Platform.Hosting;
using Footnote.Platform.Postgres;
using Footnote.Testing;
using Npgsql;

namespace Footnote.Platform.Tests.Postgres;

public sealed class EmbeddedPostgresTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cluster_killed_hard_recovers_every_committed_row()
    {
        using var folder = new TemporaryFolder();
        await using (var first = New(folder, isThrowAway: false))
        {
            await first.StartAsync(Token);
            await ExecuteAsync(first, "create table t (n int); insert into t select generate_series(1, 10000)");
            DatabaseProcess.Signal(first.ProcessId!.Value, 9);
            await WaitUntilGoneAsync(first);
        }

        await using var second = New(folder, isThrowAway: false);
        await second.StartAsync(Token);

        Assert.Equal(10000, await ScalarAsync(second, "select count(*) from t"));
    }

    [Fact]
    public async Task Cluster_left_running_by_a_dead_server_is_stopped_and_started_again()
    {
        using var folder = new TemporaryFolder();
        var orphan = New(folder);
        await orphan.StartAsync(Token);
        await ExecuteAsync(orphan, "create table t (n int); insert into t values (1)");
        var orphanId = orphan.ProcessId!.Value;

        await using var cluster = New(folder);
        await cluster.StartAsync(Token);

        Assert.True(cluster.StoppedOrphan);
        Assert.NotEqual(orphanId, cluster.ProcessId);
        Assert.Equal(1, await ScalarAsync(cluster, "select count(*) from t"));
    }

    [Fact]
    public async Task Cluster_whose_lock_file_names_another_program_starts_all_the_same()
    {
        using var folder = new TemporaryFolder();
        await using (var first = New(folder))
        {
            await first.StartAsync(Token);
        }

        await File.WriteAllTextAsync(folder.Path("data", "postmaster.pid"), $"{Environment.ProcessId}\n{folder.Path("data")}\n", Token);
        await using var second = New(folder);
        await second.StartAsync(Token);

        Assert.False(second.StoppedOrphan);
        Assert.Equal(1, await ScalarAsync(second, "select count(*) from (values (1)) v"));
    }

    [Fact]
    public async Task Cluster_of_another_version_is_refused_with_both_versions()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path("data"));
        await File.WriteAllTextAsync(folder.Path("data", "PG_VERSION"), "9\n", Token);
        await using var cluster = New(folder);

        var fault = await Assert.ThrowsAsync<StartupException>(() => cluster.StartAsync(Token));

        Assert.Equal(ExitCode.DataFolder, fault.Code);
        Assert.Contains("was written by PostgreSQL 9", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_without_programs_names_the_package_to_install()
    {
        using var folder = new TemporaryFolder();
        await using var cluster = new EmbeddedPostgres(new EmbeddedPostgresOptions
        {
            Folder = folder.Path("db"),
            BinariesFolder = folder.Root,
            Password = "x",
        });

        var fault = await Assert.ThrowsAsync<StartupException>(() => cluster.StartAsync(Token));

        Assert.Equal(ExitCode.MissingDependency, fault.Code);
        Assert.Contains("apt-get install postgresql", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_with_foreign_secret_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using (var first = New(folder))
        {
            await first.StartAsync(Token);
        }

        await using var second = New(folder, "another");
        var fault = await Assert.ThrowsAsync<StartupException>(() => second.StartAsync(Token));

        Assert.Contains("does not accept the secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_in_a_deep_folder_puts_its_socket_elsewhere()
    {
        using var folder = new TemporaryFolder();
        var deep = folder.Path(new string('d', 60), new string('e', 60));
        await using var cluster = new EmbeddedPostgres(
            new EmbeddedPostgresOptions { Folder = deep, Password = "secret", IsThrowAway = true });

        await cluster.StartAsync(Token);

        Assert.False(cluster.SocketFolder.StartsWith(deep, StringComparison.Ordinal));
        Assert.Equal(1, await ScalarAsync(cluster, "select count(*) from (values (1)) v"));
        await cluster.StopAsync(CancellationToken.None);
        Assert.False(Directory.Exists(cluster.SocketFolder));
    }

    private static EmbeddedPostgres New(TemporaryFolder folder, string password = "secret", bool isThrowAway = true) =>
        new(new EmbeddedPostgresOptions { Folder = folder.Root, Password = password, IsThrowAway = isThrowAway });

    private static async Task WaitUntilGoneAsync(EmbeddedPostgres cluster)
    {
        while (cluster.ProcessId is not null)
        {
            await Task.Delay(10, Token);
        }
    }

    private static async Task ExecuteAsync(EmbeddedPostgres cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString() + ";Pooling=false");
        await connection.ExecuteAsync(sql);
    }

    private static async Task<long> ScalarAsync(EmbeddedPostgres cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString() + ";Pooling=false");
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
