using Dapper;
using Footnote.Knowledge.Changes;
using Footnote.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Footnote.Knowledge.Tests;

public sealed class ChangeLogTests(KnowledgeApp server) : IClassFixture<KnowledgeApp>
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
