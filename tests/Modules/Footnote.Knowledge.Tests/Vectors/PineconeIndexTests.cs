using System.Text.Json;
using Footnote.Knowledge.Searching;
using Footnote.Knowledge.Vectors;
using Footnote.Knowledge.Vectors.Pinecone;
using Footnote.Simulators;
using Footnote.Simulators.Pinecone;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Tests.Vectors;

/// <summary>The adapter of Pinecone against a server that speaks its protocol.</summary>
public sealed class PineconeIndexTests : VectorIndexConformance, IAsyncLifetime
{
    private const string Upsert = "/vectors/upsert";
    private readonly List<PineconeIndexes> _opened = [];
    private PineconeSimulator? _simulator;

    private PineconeSimulator Simulator => _simulator ?? throw new InvalidOperationException("The simulator is not started.");

    private PineconeIndexSimulator Index => Simulator.Indexes[$"tests-{Dimensions}"];

    public async ValueTask InitializeAsync() => _simulator = await PineconeSimulator.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _opened.ForEach(indexes => indexes.Dispose());
        await Simulator.DisposeAsync();
    }

    [Fact]
    public async Task Index_that_is_missing_is_made_and_waited_for()
    {
        Simulator.LooksUntilReady = 2;
        await Connect().PrepareAsync(Space, Token);
        Assert.Equal((Dimensions, "cosine"), (Index.Dimension, Index.Metric));
    }

    [Fact]
    public async Task Every_tenant_and_model_has_a_namespace_of_its_own_that_goes_with_the_model()
    {
        var world = new VectorWorld(Dimensions);
        var indexes = Connect();
        var other = new VectorSpace("other", Dimensions);
        await indexes.PrepareAsync(Space, Token);
        VectorRow[] rows = [world.Make(), world.Make(document => document with { TenantId = Guid.NewGuid() })];
        await indexes.Open(Space).UpsertAsync(rows, Token);
        await indexes.Open(other).UpsertAsync([rows[0]], Token);
        Assert.Equal(3, Index.Shown.Count);
        Assert.All(Index.Shown.Values, vectors => Assert.Single(vectors));

        await indexes.DropAsync(Space, [.. rows.Select(row => row.Document.TenantId), Guid.NewGuid()], Token);

        Assert.Equal(PineconeIndexes.NamespaceOf(other, VectorWorld.Tenant), Assert.Single(Index.Shown).Key);
    }

    [Fact]
    public async Task Upserts_keep_to_the_limits_of_the_service()
    {
        const int Large = 3072;
        var world = new VectorWorld(Large);
        var index = await OpenAsync(new VectorSpace("large", Large));
        await index.UpsertAsync([.. Enumerable.Range(0, 120).Select(_ => world.Make())], Token);
        var small = new VectorWorld(Dimensions);
        await (await OpenAsync(Space)).UpsertAsync([.. Enumerable.Range(0, 2100).Select(_ => small.Make())], Token);

        var upserts = Simulator.Faults.Requests.Where(request => request.Path == Upsert).ToList();
        Assert.All(upserts, request => Assert.True(request.Bytes <= 2_000_000 && request.Vectors <= 1000));
        Assert.Equal(2220, upserts.Sum(request => request.Vectors));
        Assert.InRange(upserts.Count, 5, 10);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(500)]
    public async Task Write_is_tried_again_while_the_service_is_overloaded_and_then_arrives_once(int status)
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space);
        for (var i = 0; i < 3; i++)
        {
            Simulator.Faults.Fail(Upsert, new SimulatedFault(status));
        }

        await index.UpsertAsync([world.Make(), world.Make()], Token);
        Assert.Equal(2, Assert.Single(Index.Shown).Value.Count);
    }

    [Fact]
    public async Task Connection_that_breaks_off_is_tried_again()
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space);
        Simulator.Faults.Fail(Upsert, new SimulatedFault(503) { IsCut = true });
        await index.UpsertAsync([world.Make()], Token);
        Assert.Single(Assert.Single(Index.Shown).Value);
    }

    [Theory]
    [InlineData(429, nameof(VectorIndexFault.Throttled), "code 8")]
    [InlineData(503, nameof(VectorIndexFault.Unavailable), "code 14")]
    [InlineData(403, nameof(VectorIndexFault.Denied), "code 7")]
    public async Task Search_fails_at_once_with_the_code_of_the_data_plane(int status, string fault, string code)
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space);
        world.Make();
        Simulator.Faults.Fail("/query", new SimulatedFault(status));
        var failure = await Assert.ThrowsAsync<VectorIndexException>(async () =>
            await index.SearchAsync(world.Query(world.NextVector(), 5), Token));
        Assert.Equal(fault, failure.Fault.ToString());
        Assert.Contains(code, failure.Message, StringComparison.Ordinal);
        Assert.Empty(await index.SearchAsync(world.Query(world.NextVector(), 5), Token));
    }

    [Fact]
    public async Task Key_that_is_refused_is_told_with_the_code_of_the_control_plane_and_without_the_key()
    {
        var failure = await Assert.ThrowsAsync<VectorIndexException>(() =>
            Connect(options => options.ApiKey = "pcsk_wrong").PrepareAsync(Space, Token));
        Assert.Equal(VectorIndexFault.Denied, failure.Fault);
        Assert.Contains("UNAUTHENTICATED", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pcsk_wrong", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_of_another_metric_is_refused()
    {
        using var http = new HttpClient { BaseAddress = new Uri(Simulator.BaseUrl) };
        http.DefaultRequestHeaders.Add("Api-Key", PineconeSimulator.Key);
        http.DefaultRequestHeaders.Add("X-Pinecone-Api-Version", "2025-10");
        var body = JsonSerializer.Serialize(new
        {
            name = $"tests-{Dimensions}",
            dimension = Dimensions,
            metric = "euclidean",
            spec = new { serverless = new { } },
        });
        using var content = new StringContent(body);
        (await http.PostAsync(new Uri("/indexes", UriKind.Relative), content, Token)).EnsureSuccessStatusCode();
        var failure = await Assert.ThrowsAsync<VectorIndexException>(() => Connect().PrepareAsync(Space, Token));
        Assert.Equal(VectorIndexFault.Wrong, failure.Fault);
    }

    [Fact]
    public async Task Write_that_shows_late_is_waited_for()
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space);
        Simulator.Faults.VisibilityDelay = TimeSpan.FromMilliseconds(400);
        var row = world.Make();
        await index.UpsertAsync([row], Token);
        Assert.Single(await index.SearchAsync(world.Query(row.Vector, 5), Token));
        var changed = row with { Document = row.Document with { Category = "late" } };
        world.Keep(changed);
        await index.UpsertAsync([changed], Token);
        Assert.Contains("LATE", Assert.Single(Assert.Single(Index.Shown).Value).Metadata.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_that_never_shows_does_not_hold_up_the_feed()
    {
        var world = new VectorWorld(Dimensions);
        var indexes = Connect(options => options.VisibilityWait = TimeSpan.FromMilliseconds(100));
        await indexes.PrepareAsync(Space, Token);
        Simulator.Faults.VisibilityDelay = TimeSpan.FromDays(1);
        await indexes.Open(Space).UpsertAsync([world.Make()], Token);
        Assert.Empty(Assert.Single(Index.Shown).Value);
    }

    [Fact]
    public async Task Search_finds_as_many_as_wanted_where_most_of_what_the_index_returns_is_not_permitted_any_more()
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space, 0);
        VectorRow[] rows = [.. Enumerable.Range(0, 600).Select(_ => world.Make())];
        await index.UpsertAsync(rows, Token);

        // the index outside has not heard of it: the nearest are taken back
        var query = world.NextVector();
        var nearest = world.Nearest(world.Query(query, 550)).ToHashSet();
        foreach (var row in rows.Where(row => nearest.Contains(row.Ordinal)))
        {
            world.Keep(row with { Document = row.Document with { Readers = ["user:somebody"] } });
        }

        var search = new OutsideSearch(Options.Create(new KnowledgeOptions()), TimeProvider.System);
        var wanted = world.Query(query, 20);
        Assert.Equal(world.Nearest(wanted), Ids(await search.RunAsync(index, wanted, Token)));
        Assert.Null(search.Trouble);
    }

    [Fact]
    public async Task Failing_service_is_left_alone_by_searches_for_a_while()
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space);
        world.Make();
        var search = new OutsideSearch(Options.Create(new KnowledgeOptions()), TimeProvider.System);
        Simulator.Faults.IsDown = true;
        for (var i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<VectorIndexException>(async () =>
                await search.RunAsync(index, world.Query(world.NextVector(), 5, new SearchFilters()), Token));
        }

        Assert.NotNull(search.Trouble);
        Assert.Contains("left alone", search.Trouble, StringComparison.Ordinal);
    }

    private protected override async Task<IVectorIndex> OpenAsync(VectorSpace space, int namedChunks = 1000)
    {
        var indexes = Connect(options => options.NamedChunks = namedChunks);
        await indexes.PrepareAsync(space, Token);
        return indexes.Open(space);
    }

    private PineconeIndexes Connect(Action<VectorOptions>? change = null)
    {
        var options = new VectorOptions
        {
            Kind = VectorKind.Pinecone,
            ApiKey = PineconeSimulator.Key,
            ControlUrl = Simulator.BaseUrl,
            Index = "tests",
            RetryDelay = TimeSpan.FromMilliseconds(10),
            MaxRetryDelay = TimeSpan.FromMilliseconds(50),
        };
        change?.Invoke(options);
        _opened.Add(new PineconeIndexes(new PineconeApi(options, PineconeApi.CreateHttp(), TimeProvider.System), options,
            TimeProvider.System));
        return _opened[^1];
    }
}
