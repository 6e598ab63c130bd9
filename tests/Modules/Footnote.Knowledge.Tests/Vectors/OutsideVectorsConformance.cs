using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Client.Searching;
using Footnote.Knowledge.Embedding;
using Footnote.Knowledge.Indexing;
using Footnote.Knowledge.Tests.Embedding;
using Footnote.Knowledge.Vectors;
using Footnote.Knowledge.Vectors.Feed;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests.Vectors;

/// <summary>What whole servers do whose vectors are in an index outside, whichever it is.</summary>
public abstract class OutsideVectorsConformance : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>The settings that name the index, below Vectors.</summary>
    private protected abstract IEnumerable<(string Key, string Value)> Settings { get; }

    /// <summary>The chunks of a model that are in the index.</summary>
    private protected abstract Task<IReadOnlyList<int>> WrittenAsync(VectorSpace space);

    private protected abstract Task BreakAsync();

    private protected abstract Task RepairAsync();

    [Fact]
    public async Task Upload_is_found_by_meaning_in_the_index_outside_alone()
    {
        await using var app = await StartAsync();
        var person = await app.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Waders", "The avocet sweeps its bill through the shallow water.");
        await KnowledgeApp.AddAsync(person, "Songbirds", "The wren sings from a hedge.");

        var found = await FindAsync(person.Client, "avocet bill", document.Position);

        Assert.Equal(("hybrid", null), (found.Strategy, found.FallbackUsed));
        Assert.Equal((document.Id, 1), (found.Results[0].DocumentId, RankOf(found.Results[0])));
        Assert.True(found.Position >= document.Position);
        using var indexes = app.Services.GetRequiredService<IndexHost>().Hold();
        Assert.Equal(0, indexes.Vectors.Index.Count);
        Assert.Equal("healthy", await HealthAsync(app));
    }

    [Fact]
    public async Task Deletion_and_withdrawn_permission_count_for_the_very_next_query_on_every_node()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync(first);
        var owner = await first.RegisterAsync();
        FootnoteClient[] nodes = [owner.Client, new FootnoteClient(second.NewClient(owner.AccessToken))];
        for (var round = 0; round < 4; round++)
        {
            var document = await KnowledgeApp.AddAsync(owner, "Gone", $"The dunlin of round {round} probes the mud.");
            foreach (var node in nodes)
            {
                var found = await FindAsync(node, "dunlin mud", document.Position);
                Assert.Contains(found.Results, result => result.DocumentId == document.Id && RankOf(result) is not null);
            }

            await nodes[round % 2].Documents.DeleteAsync(document.Id, Token);
            foreach (var node in nodes)
            {
                Assert.Empty((await FindAsync(node, "dunlin mud")).Results);
            }
        }

        var shared = await KnowledgeApp.AddAsync(owner, "Shared", "The knot gathers in flocks.");
        await FindAsync(nodes[1], "knot flocks", shared.Position);
        await using (var connection = await first.OpenDatabaseAsync())
        {
            // the row changes without any entry in the log: no index can know
            await connection.ExecuteAsync("update knowledge.documents set readers = '{user:nobody}' where id = @Id", new { shared.Id });
        }

        foreach (var node in nodes)
        {
            Assert.Empty((await FindAsync(node, "knot flocks")).Results);
        }
    }

    [Fact]
    public async Task Another_model_is_filled_beside_the_old_one_then_searched_and_the_old_one_removed()
    {
        var models = new TestModels();
        await using var app = await StartAsync(null, models, ("OldEmbeddingsRetention", "00:00:00"));
        var person = await app.RegisterAsync(admin: true);
        var documents = new List<Document>();
        for (var number = 0; number < 5; number++)
        {
            documents.Add(await KnowledgeApp.AddAsync(person, $"Ibis {number}", $"The ibis number {number} stands in pond {number + 10}."));
        }

        await FindAsync(person.Client, "ibis", documents[^1].Position);
        Assert.Equal(5, (await WrittenAsync(new VectorSpace("first-64", 64))).Count);
        await person.Client.Reindex.StartAsync(TestModels.Second, Token);
        await WhenAsync(async () => (await person.Client.Reindex.GetAsync(Token)).IsInUse);

        var after = await KnowledgeApp.AddAsync(person, "After", "The glossy ibis came after the switch.");
        var found = await FindAsync(person.Client, "ibis number 3", after.Position);
        Assert.Equal(("hybrid", null), (found.Strategy, found.FallbackUsed));
        Assert.Equal((documents[3].Id, 1), (found.Results[0].DocumentId, RankOf(found.Results[0])));
        Assert.Equal(6, (await WrittenAsync(new VectorSpace("second-96", 96))).Count);
        await WhenAsync(async () => (await WrittenAsync(new VectorSpace("first-64", 64))).Count == 0);
    }

    [Fact]
    public async Task Outage_leaves_the_words_and_says_so_and_what_came_meanwhile_is_found_by_meaning_after_it()
    {
        await using var app = await StartAsync();
        var person = await app.RegisterAsync();
        var before = await KnowledgeApp.AddAsync(person, "Before", "The turnstone turns stones.");
        await FindAsync(person.Client, "turnstone stones", before.Position);

        await BreakAsync();
        var during = await KnowledgeApp.AddAsync(person, "During", "The sanderling runs along the waves.");
        foreach (var (query, document) in new[] { ("turnstone stones", before), ("sanderling waves", during) })
        {
            // the search that insists on the upload is not refused: words know it
            var found = await FindAsync(person.Client, query, during.Position, isWhole: false);
            Assert.Equal(("lexical", "lexical_only"), (found.Strategy, found.FallbackUsed));
            Assert.Equal(document.Id, found.Results[0].DocumentId);
            Assert.True(found.Position >= during.Position);
        }

        await WhenAsync(async () => await HealthAsync(app) == "degraded");
        await RepairAsync();

        await WhenAsync(async () => (await FindAsync(person.Client, "sanderling waves", during.Position, isWhole: false)) is
        {
            FallbackUsed: null, Strategy: "hybrid",
        });
        var again = await FindAsync(person.Client, "sanderling waves", during.Position);
        Assert.Equal((during.Id, 1), (again.Results[0].DocumentId, RankOf(again.Results[0])));
        Assert.Equal("healthy", await HealthAsync(app));
        await SameAsTablesAsync(app);
    }

    [Fact]
    public async Task Feed_that_is_broken_off_again_and_again_loses_and_doubles_nothing()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync(first);
        var owner = KnowledgeApp.Stranger();
        var operations = new DocumentOperationsOf(first);
        var random = new Random(3);
        var ids = new List<Guid>();
        for (var round = 0; round < 24; round++)
        {
            await ((round % 6) switch { 2 => BreakAsync(), 4 => RepairAsync(), _ => Task.CompletedTask });
            var choice = ids.Count < 4 ? 0 : random.Next(4);
            if (choice < 2)
            {
                ids.Add(await operations.UploadAsync(owner, $"The plover number {round} rests. It flies on in spring."));
            }
            else
            {
                var id = ids[random.Next(ids.Count)];
                await operations.ReplaceOrDeleteAsync(owner, id, choice == 2 ? $"The plover has moved in round {round}." : null);
                ids.RemoveAll(known => known == id && choice != 2);
            }
        }

        await RepairAsync();
        await SameAsTablesAsync(first);

        // the other server takes the turn over
        await first.StopAsync();
        var last = new DocumentOperationsOf(second);
        await last.UploadAsync(owner, "The whimbrel whistles seven times.");
        await SameAsTablesAsync(second);
    }

    [Fact]
    public async Task Documents_that_were_there_before_the_index_outside_are_written_to_it()
    {
        await using var engine = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        var person = await engine.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Old", "The bittern booms in the reeds.");
        await KnowledgeApp.SearchAsync(person, "bittern", document.Position);
        await using var outside = await StartAsync(engine);

        var found = await FindAsync(new FootnoteClient(outside.NewClient(person.AccessToken)), "bittern reeds", document.Position);

        Assert.Equal(1, RankOf(found.Results[0]));
        await SameAsTablesAsync(outside);
    }

    private protected Task<FootnoteApp> StartAsync(FootnoteApp? first = null, TestModels? models = null,
        params (string Key, string Value)[] more)
    {
        (string, string)[] settings =
        [
            .. Settings.Select(setting => ("Vectors:" + setting.Key, setting.Value)),
            ("Vectors:RetryDelay", "00:00:00.020"),
            ("Vectors:MaxRetryDelay", "00:00:00.200"),
            ("Vectors:BreakDuration", "00:00:00.500"),
            .. more,
        ];
        return models is null ? KnowledgeApp.StartNodeAsync(first, new HashingEmbeddings(), settings)
            : KnowledgeApp.StartNodeAsync(first, models.Default, services => services.AddSingleton<IEmbeddingModels>(models), settings);
    }

    /// <summary>Searches with an explanation; where a position is insisted on, until the index outside has been asked.</summary>
    private protected static async Task<SearchResponse> FindAsync(
        FootnoteClient client, string query, long? position = null, bool isWhole = true)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        while (true)
        {
            var found = await client.SearchAsync(new SearchRequest(query) { MinPosition = position, Explain = true }, limit.Token);
            if (!isWhole || position is null || found.FallbackUsed is null)
            {
                return found;
            }
        }
    }

    /// <summary>Where a passage stood in the index outside; null when it did not find it.</summary>
    private protected static int? RankOf(FoundPassage passage) =>
        passage.Explanation is { } explanation && explanation.TryGetProperty("dense_rank", out var rank)
            && rank.ValueKind == JsonValueKind.Number ? rank.GetInt32() : null;

    private protected static async Task WhenAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        while (!await condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private static async Task<string> HealthAsync(FootnoteApp app)
    {
        using var http = app.NewOperatorClient();
        var report = await http.GetFromJsonAsync<JsonElement>(new Uri("/health/detailed", UriKind.Relative), Token);
        return report.GetProperty("checks").EnumerateArray().First(part => part.GetProperty("name").GetString() == "vectors")
            .GetProperty("state").GetString()?.ToLowerInvariant() ?? string.Empty;
    }

    /// <summary>Waits until the feed has read the log to its end and compares the index outside with the tables.</summary>
    private async Task SameAsTablesAsync(FootnoteApp app)
    {
        var host = app.Services.GetRequiredService<IndexHost>();
        var feed = app.Services.GetRequiredService<VectorFeedState>();
        await using var connection = await app.OpenDatabaseAsync();
        await WhenAsync(async () =>
            feed.Position.Value == await connection.QuerySingleAsync<long>("select position from knowledge.change_head"));
        const string Chunks = """
            select c.ordinal from knowledge.chunks c
            join knowledge.documents d on d.id = c.document_id and d.current_version_id = c.version_id
            where d.deleted_at is null order by c.ordinal
            """;
        using var indexes = host.Hold();
        Assert.Equal(await connection.QueryAsync<int>(Chunks), (await WrittenAsync(indexes.Vectors.Space)).Order());
    }
}
