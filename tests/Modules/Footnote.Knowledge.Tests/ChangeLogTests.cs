using Dapper;
using Footnote.Knowledge.Changes;
using Footnote.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Footnote.Knowledge.Tests;

public sealed class ChangeLogTests(KnowledgeApp server, ITestOutputHelper output) : IClassFixture<KnowledgeApp>
{
    [Fact]
    public async Task Follower_never_skips_an_entry_that_commits_late()
    {
        const int Writers = 8;
        const int Each = 12;
        var database = server.App.Services.GetRequiredService<ModuleDatabase<KnowledgeSchema>>();
        var seen = new List<long>();
        await using var reader = await database.OpenSystemAsync(KnowledgeApp.Token);
        var start = await ChangeLog.LastAsync(reader, KnowledgeApp.Token);
        var following = FollowAsync(reader, start, seen, start + (Writers * Each));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(database, writer, Each)));
        await following;
        Assert.Equal(Enumerable.Range(1, Writers * Each).Select(i => start + i), seen);
    }

    [Fact]
    public async Task Follower_with_random_delays_sees_every_entry_of_many_writers_once_and_in_order()
    {
        const int Writers = 24;
        var each = int.TryParse(Environment.GetEnvironmentVariable("FOOTNOTE_LOG_ENTRIES"), out var wanted) ? wanted / Writers : 20;
        var seed = Environment.TickCount & 0xFFFF;
        output.WriteLine($"seed {seed}, {Writers} writers, {each} transactions each");
        var database = server.App.Services.GetRequiredService<ModuleDatabase<KnowledgeSchema>>();
        await using var reader = await database.OpenSystemAsync(KnowledgeApp.Token);
        var start = await ChangeLog.LastAsync(reader, KnowledgeApp.Token);
        using var ended = new CancellationTokenSource();
        var seen = new List<long>();
        var following = FollowRandomlyAsync(reader, start, seen, new Random(seed), ended.Token);
        var written = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer =>
            WriteRandomlyAsync(database, each, new Random(seed + writer + 1))));
        await ended.CancelAsync();
        await following;
        Assert.Equal(written.SelectMany(positions => positions).Order(), seen);
        Assert.Equal(seen.Select((_, i) => start + 1 + i), seen);
    }

    [Fact]
    public async Task Entry_of_an_open_transaction_holds_back_those_behind_it()
    {
        var database = server.App.Services.GetRequiredService<ModuleDatabase<KnowledgeSchema>>();
        await using var first = await database.OpenSystemAsync(KnowledgeApp.Token);
        await using var open = await first.BeginTransactionAsync(KnowledgeApp.Token);
        var early = await ChangeLog.AppendAsync(open, Entry(), KnowledgeApp.Token);
        var second = Task.Run(() => WriteAsync(database, writer: 1, count: 1), KnowledgeApp.Token);
        await using var reader = await database.OpenSystemAsync(KnowledgeApp.Token);
        await WaitUntilBlockedAsync(reader);
        Assert.False(second.IsCompleted);
        await open.CommitAsync(KnowledgeApp.Token);
        await second;
        Assert.True(await ChangeLog.LastAsync(reader, KnowledgeApp.Token) > early);
    }

    [Fact]
    public async Task Log_cannot_be_changed_afterwards()
    {
        var database = server.App.Services.GetRequiredService<ModuleDatabase<KnowledgeSchema>>();
        await WriteAsync(database, writer: 0, count: 1);
        await using var connection = await database.OpenSystemAsync(KnowledgeApp.Token);
        await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync("update changes set kind = 'failed'"));
    }

    private static ChangeEntry Entry() =>
        new(Guid.NewGuid(), Guid.NewGuid(), ChangeKind.Created, VersionId: null, DateTimeOffset.UnixEpoch);

    private static async Task WriteAsync(ModuleDatabase<KnowledgeSchema> database, int writer, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await using var connection = await database.OpenSystemAsync(KnowledgeApp.Token);
            await using var transaction = await connection.BeginTransactionAsync(KnowledgeApp.Token);
            await ChangeLog.AppendAsync(transaction, Entry(), KnowledgeApp.Token);
            await Task.Delay((writer + i) % 4, KnowledgeApp.Token);
            await transaction.CommitAsync(KnowledgeApp.Token);
        }
    }

    /// <summary>Work before and after the append, several entries at a time, transactions that fail; returns what was committed.</summary>
    private static async Task<List<long>> WriteRandomlyAsync(ModuleDatabase<KnowledgeSchema> database, int count, Random random)
    {
        var committed = new List<long>();
        for (var i = 0; i < count; i++)
        {
            await using var connection = await database.OpenSystemAsync(KnowledgeApp.Token);
            await using var transaction = await connection.BeginTransactionAsync(KnowledgeApp.Token);
            await connection.ExecuteAsync("select pg_sleep(@Seconds)", new { Seconds = random.NextDouble() / 500 }, transaction);
            var entries = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Entry()).ToList();
            var last = await ChangeLog.AppendAsync(transaction, entries, KnowledgeApp.Token);
            await Task.Delay(random.Next(3), KnowledgeApp.Token);
            if (random.Next(5) == 0)
            {
                await transaction.RollbackAsync(KnowledgeApp.Token);
                continue;
            }

            await transaction.CommitAsync(KnowledgeApp.Token);
            committed.AddRange(Enumerable.Range(0, entries.Count).Select(back => last - back));
        }

        return committed;
    }

    /// <summary>Reads on from the last entry seen, as the index does; after the end once more.</summary>
    private static async Task FollowRandomlyAsync(
        NpgsqlConnection reader, long position, List<long> seen, Random random, CancellationToken ended)
    {
        for (var isLast = false; !isLast;)
        {
            isLast = ended.IsCancellationRequested;
            var limit = isLast ? int.MaxValue : random.Next(1, 20);
            var next = await reader.QueryAsync<long>(
                "select position from changes where position > @position order by position limit @limit", new { position, limit });
            seen.AddRange(next);
            position = seen.Count > 0 ? seen[^1] : position;
            await Task.Delay(random.Next(4), KnowledgeApp.Token);
        }
    }

    private static async Task FollowAsync(NpgsqlConnection reader, long position, List<long> seen, long until)
    {
        while (position < until)
        {
            KnowledgeApp.Token.ThrowIfCancellationRequested();
            var next = await reader.QueryAsync<long>("select position from changes where position > @position order by position",
                new { position });
            seen.AddRange(next);
            position = seen.Count > 0 ? seen[^1] : position;
        }
    }

    private static async Task WaitUntilBlockedAsync(NpgsqlConnection connection)
    {
        const string Sql = "select count(*) from pg_locks where not granted and locktype in ('transactionid', 'tuple')";
        while (await connection.QuerySingleAsync<long>(Sql) == 0)
        {
            KnowledgeApp.Token.ThrowIfCancellationRequested();
            await Task.Delay(10, KnowledgeApp.Token);
        }
    }
}
