using System.Globalization;
using System.Text.Json;
using Dapper;
using Footnote.Knowledge.Ingestion;

namespace Footnote.Knowledge.Tests.Queue;

/// <summary>FOOTNOTE_QUEUE_JOBS=100000 is the full size.</summary>
public sealed class TurnTests(QueueApp server) : IClassFixture<QueueApp>
{
    private static readonly int Jobs =
        int.Parse(Environment.GetEnvironmentVariable("FOOTNOTE_QUEUE_JOBS") ?? "20000", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Tenant_with_thousands_of_jobs_delays_another_tenants_upload_by_one_job_at_most()
    {
        await server.ClearAsync();
        var (large, small) = (Guid.NewGuid(), Guid.NewGuid());
        await server.FillAsync(large, 2_000, IngestionPriority.Interactive);
        Assert.Equal([large, large], await ClaimAsync(2));
        await server.FillAsync(small, 1, IngestionPriority.Bulk);
        Assert.Contains(small, await ClaimAsync(2));
        Assert.Equal([large, large], await ClaimAsync(2));
    }

    [Fact]
    public async Task Tenants_are_served_in_turn_whatever_each_has_waiting()
    {
        await server.ClearAsync();
        Guid[] tenants = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        foreach (var tenant in tenants)
        {
            await server.FillAsync(tenant, 5, IngestionPriority.Bulk);
        }

        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(tenants.Order(), (await ClaimAsync(3)).Order());
        }

        Assert.Null(await server.Queue.ClaimAsync(KnowledgeApp.Token));
    }

    [Fact]
    public async Task Background_work_waits_for_everybodys_other_work_but_never_stands_still()
    {
        await server.ClearAsync();
        var (indexing, uploading) = (Guid.NewGuid(), Guid.NewGuid());
        await server.FillAsync(indexing, 40, IngestionPriority.Background);
        await server.FillAsync(uploading, 100, IngestionPriority.Bulk);
        var claimed = await ClaimAsync(32);
        Assert.Equal(2, claimed.Count(tenant => tenant == indexing));
        Assert.Equal(30, claimed.Count(tenant => tenant == uploading));
    }

    [Fact]
    public async Task Jobs_of_a_tenant_come_by_priority_and_then_by_age()
    {
        await server.ClearAsync();
        var tenant = Guid.NewGuid();
        await server.FillAsync(tenant, 2, IngestionPriority.Background);
        await server.FillAsync(tenant, 2, IngestionPriority.Bulk);
        await server.FillAsync(tenant, 2, IngestionPriority.Interactive);
        var priorities = new List<int>();
        await using var connection = await server.App.OpenDatabaseAsync();
        while (await server.Queue.ClaimAsync(KnowledgeApp.Token) is { } job)
        {
            priorities.Add(await connection.QuerySingleAsync<int>(
                "select priority from knowledge.ingestion_jobs where id = @Id", new { job.Id }));
        }

        Assert.Equal(6, priorities.Count);
        Assert.True(priorities.IndexOf(IngestionPriority.Bulk) > priorities.LastIndexOf(IngestionPriority.Interactive));
    }

    [Fact]
    public async Task Jobs_are_claimed_once_however_many_claim_at_the_same_time()
    {
        await server.ClearAsync();
        var tenant = Guid.NewGuid();
        await server.FillAsync(tenant, 200, IngestionPriority.Bulk);
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var ids = new List<Guid>();
            while (await server.Queue.ClaimAsync(KnowledgeApp.Token) is { } job)
            {
                ids.Add(job.Id);
            }

            return ids;
        }));
        var all = claims.SelectMany(ids => ids).ToList();
        Assert.Equal((200, 200), (all.Count, all.Distinct().Count()));
    }

    [Fact]
    public async Task Claim_touches_a_handful_of_pages_however_many_jobs_wait()
    {
        await server.ClearAsync();
        for (var tenant = 0; tenant < 10; tenant++)
        {
            await server.FillAsync(Guid.NewGuid(), Jobs / 10, IngestionPriority.Bulk);
        }

        await using var connection = await server.App.OpenDatabaseAsync();
        await connection.ExecuteAsync("vacuum analyze knowledge.ingestion_jobs", commandTimeout: 300);
        await connection.ExecuteAsync("set search_path = knowledge; set role footnote_knowledge; set footnote.system = 'on'");
        var claim = ClaimSql.Text[(ClaimSql.Text.IndexOf(';', StringComparison.Ordinal) + 1)..];
        var plan = await connection.QuerySingleAsync<string>(
            "explain (analyze, buffers, format json) " + claim,
            new
            {
                now = TimeProvider.System.GetUtcNow(),
                owner = Guid.NewGuid(),
                until = TimeProvider.System.GetUtcNow(),
                background = IngestionPriority.Background,
                backgroundFirst = false,
            });
        var root = JsonDocument.Parse(plan).RootElement[0].GetProperty("Plan");
        var pages = root.GetProperty("Shared Hit Blocks").GetInt64() + root.GetProperty("Shared Read Blocks").GetInt64();
        Assert.InRange(pages, 1, 500);
    }

    private async Task<List<Guid>> ClaimAsync(int count)
    {
        var tenants = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            var job = await server.Queue.ClaimAsync(KnowledgeApp.Token);
            Assert.NotNull(job);
            tenants.Add(job.TenantId);
        }

        return tenants;
    }
}
