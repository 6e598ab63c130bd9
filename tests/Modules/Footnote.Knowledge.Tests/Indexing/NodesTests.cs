using System.Globalization;
using Dapper;
using Footnote.Client;
using Footnote.Knowledge.Indexing;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Footnote.Knowledge.Tests.Indexing;

/// <summary>Several servers on one database. FOOTNOTE_STALENESS_PAIRS sets how many pairs of operation and query are tried.</summary>
public sealed class NodesTests(ITestOutputHelper output)
{
    private const int PairsOnCi = 400;
    private const int Organisations = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Random_operations_on_two_nodes_leave_nothing_stale_and_leak_nothing()
    {
        var pairs = Setting("FOOTNOTE_STALENESS_PAIRS", PairsOnCi);
        var seed = Setting("FOOTNOTE_STALENESS_SEED", Environment.TickCount & 0xFFFF);
        output.WriteLine($"seed {seed}, {pairs} pairs");
        await using var first = await StartAsync(null);
        await using var second = await StartAsync(first);
        var models = Enumerable.Range(0, Organisations).Select(number => new StalenessModel(seed + number, [first, second])).ToArray();
        await Task.WhenAll(models.Select(model => model.RunAsync(pairs / Organisations)));
        var faults = models.SelectMany(model => model.Faults).ToList();
        output.WriteLine($"{models.Sum(model => model.Found)} passages found, {faults.Count} stale, leaked or lost");
        Assert.True(faults.Count == 0, $"seed {seed}: {string.Join("; ", faults.Take(5))}");
        Assert.True(models.Sum(model => model.Found) > pairs, "The queries found too little to prove anything.");
    }

    [Fact]
    public async Task Delete_on_one_node_ends_every_result_of_the_very_next_query_on_every_node()
    {
        await using var first = await StartAsync(null);
        await using var second = await StartAsync(first);
        await using var third = await StartAsync(first);
        var nodes = new[] { first, second, third };
        var person = await first.RegisterAsync();
        var clients = nodes.Select(node => new FootnoteClient(node.NewClient(person.AccessToken))).ToArray();
        for (var round = 0; round < 6; round++)
        {
            var document = await KnowledgeApp.AddAsync(person, "Gone", $"The cormorant of round {round} dives.");
            foreach (var client in clients)
            {
                var found = await client.SearchAsync(new("cormorant dives") { MinPosition = document.Position }, KnowledgeApp.Token);
                Assert.Contains(found.Results, result => result.DocumentId == document.Id);
            }

            await clients[round % 3].Documents.DeleteAsync(document.Id, KnowledgeApp.Token);
            foreach (var client in clients)
            {
                Assert.Empty((await client.SearchAsync(new("cormorant dives"), KnowledgeApp.Token)).Results);
            }
        }
    }

    [Fact]
    public async Task Withdrawn_permission_counts_for_the_very_next_query_even_where_the_index_has_not_heard_of_it()
    {
        await using var first = await StartAsync(null);
        await using var second = await StartAsync(first);
        var owner = KnowledgeApp.Stranger();
        var reader = owner with { UserId = Guid.NewGuid() };
        var operations = new DocumentOperations(first);
        var (id, position) = await operations.UploadAsync(owner, "Shared", "The stork is shared.");
        var search = second.Services.GetRequiredService<Searching.ISearch>();
        var query = new Searching.SearchQuery("stork shared", 10);
        Assert.NotEmpty((await search.SearchAsync(reader, query with { MinPosition = position }, KnowledgeApp.Token)).Value.Passages);

        // the row changes without any entry in the log: no index can know
        await using (var connection = await first.OpenDatabaseAsync())
        {
            await connection.ExecuteAsync(
                "update knowledge.documents set readers = array[@Key] where id = @id", new { id, Key = $"user:{owner.UserId:D}" });
        }

        Assert.Empty((await search.SearchAsync(reader, query, KnowledgeApp.Token)).Value.Passages);
        Assert.NotEmpty((await search.SearchAsync(owner, query, KnowledgeApp.Token)).Value.Passages);
    }

    [Fact]
    public async Task Node_without_notifications_finds_changes_by_looking()
    {
        await using var first = await StartAsync(null);
        await using var second = await StartAsync(first);
        var owner = KnowledgeApp.Stranger();
        var (id, _) = await new DocumentOperations(first).UploadAsync(owner, "Quiet", "The owl flies without a sound.");
        await using var connection = await first.OpenDatabaseAsync();
        const string Silent = """
            with head as (update knowledge.change_head set position = position + 1 returning position),
            gone as (update knowledge.documents set deleted_at = now() where id = @id)
            insert into knowledge.changes (position, tenant_id, document_id, kind, created_at)
            select position, @TenantId, @id, 'deleted', now() from head returning position
            """;
        var position = await connection.QuerySingleAsync<long>(Silent, new { id, owner.TenantId });
        foreach (var node in new[] { first, second })
        {
            var host = node.Services.GetRequiredService<IndexHost>();
            Assert.True(await host.Position.WaitForAsync(position, Patience, KnowledgeApp.Token));
            Assert.Null(host.Catalog.Find(id));
        }
    }

    [Fact]
    public async Task Node_whose_connection_to_the_log_breaks_takes_it_up_again()
    {
        await using var node = await StartAsync(null);
        var owner = KnowledgeApp.Stranger();
        var operations = new DocumentOperations(node);
        await operations.UploadAsync(owner, "Before", "The kite circles.");
        NpgsqlConnection.ClearAllPools();
        await using (var connection = await node.OpenDatabaseAsync())
        {
            const string Break = """
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and query ilike '%change%'
                """;
            while (await connection.QuerySingleAsync<long>(Break) == 0)
            {
                await Task.Delay(20, KnowledgeApp.Token);
            }
        }

        var (id, position) = await operations.UploadAsync(owner, "After", "The buzzard circles.");
        var host = node.Services.GetRequiredService<IndexHost>();
        Assert.True(await host.Position.WaitForAsync(position, Patience, KnowledgeApp.Token));
        Assert.NotNull(host.Catalog.Find(id));
    }

    [Fact]
    public async Task Lag_and_position_of_the_index_are_in_the_metrics()
    {
        await using var node = await StartAsync(null);
        var metrics = await node.Anonymous.GetStringAsync(new Uri("/metrics", UriKind.Relative), KnowledgeApp.Token);
        Assert.Contains("footnote_knowledge_index_lag", metrics);
        Assert.Contains("footnote_knowledge_index_position", metrics);
    }

    [Fact]
    public void Lag_is_what_is_known_of_and_not_visible_yet()
    {
        var position = new IndexPosition(TimeProvider.System);
        position.Announce(7);
        position.Advance(3);
        Assert.Equal((3, 7, 4), (position.Value, position.Head, position.Lag));
        position.Advance(9);
        Assert.Equal((9, 9, 0), (position.Value, position.Head, position.Lag));
    }

    private static Task<FootnoteApp> StartAsync(FootnoteApp? first) => KnowledgeApp.StartNodeAsync(first, new HashingEmbeddings());

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
