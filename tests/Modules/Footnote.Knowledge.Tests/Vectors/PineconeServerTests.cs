using System.Globalization;
using Footnote.Knowledge.Vectors;
using Footnote.Simulators;
using Footnote.Simulators.Pinecone;

namespace Footnote.Knowledge.Tests.Vectors;

/// <summary>Servers whose vectors are at Pinecone.</summary>
public sealed class PineconeServerTests : OutsideVectorsConformance
{
    private PineconeSimulator? _simulator;

    private PineconeSimulator Simulator => _simulator ?? throw new InvalidOperationException("The simulator is not started.");

    private protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Kind", "Pinecone"), ("ApiKey", PineconeSimulator.Key), ("ControlUrl", Simulator.BaseUrl), ("Index", "servers"),
        ("MaxRetries", "2"),
    ];

    public override async ValueTask InitializeAsync() => _simulator = await PineconeSimulator.StartAsync();

    public override ValueTask DisposeAsync() => Simulator.DisposeAsync();

    [Fact]
    public async Task Search_that_insists_on_an_upload_finds_it_although_the_service_shows_writes_late()
    {
        Simulator.Faults.VisibilityDelay = TimeSpan.FromMilliseconds(600);
        await using var app = await StartAsync();
        var person = await app.RegisterAsync();
        for (var round = 0; round < 3; round++)
        {
            var document = await KnowledgeApp.AddAsync(person, "Late", $"The godwit of round {round} comes late.");
            var found = await FindAsync(person.Client, $"godwit round {round}", document.Position);
            Assert.Contains(found.Results, result => result.DocumentId == document.Id && RankOf(result) is not null);
        }
    }

    [Fact]
    public async Task Feed_goes_on_where_the_service_asked_for_fewer_requests()
    {
        await using var app = await StartAsync();
        var person = await app.RegisterAsync();
        await FindAsync(person.Client, "anything", (await KnowledgeApp.AddAsync(person, "First", "The smew dives.")).Position);
        for (var i = 0; i < 7; i++)
        {
            Simulator.Faults.Fail("/vectors/upsert", new SimulatedFault(429));
        }

        var document = await KnowledgeApp.AddAsync(person, "Throttled", "The scoter swims at sea.");
        await WhenAsync(async () =>
            RankOf((await FindAsync(person.Client, "scoter sea", document.Position, isWhole: false)).Results[0]) == 1);
    }

    [Fact]
    public async Task Key_of_the_service_is_neither_shown_nor_logged()
    {
        await using var app = await StartAsync();
        var person = await app.RegisterAsync();
        await BreakAsync();
        await KnowledgeApp.AddAsync(person, "Title", "The eider nests.");
        await FindAsync(person.Client, "eider", isWhole: false);
        using var http = app.NewOperatorClient();
        var health = await http.GetStringAsync(new Uri("/health/detailed", UriKind.Relative), Token);
        Assert.Contains("vectors", health, StringComparison.Ordinal);
        Assert.DoesNotContain(PineconeSimulator.Key, health + app.Console, StringComparison.Ordinal);
    }

    private protected override Task<IReadOnlyList<int>> WrittenAsync(VectorSpace space) => Task.FromResult<IReadOnlyList<int>>(
    [
        .. Simulator.Indexes.Values.Where(index => index.Dimension == space.Dimensions)
            .SelectMany(index => index.Shown).Where(shown => shown.Key.EndsWith(space.Key, StringComparison.Ordinal))
            .SelectMany(shown => shown.Value).Select(vector => int.Parse(vector.Id, CultureInfo.InvariantCulture)),
    ]);

    private protected override Task BreakAsync()
    {
        Simulator.Faults.IsDown = true;
        return Task.CompletedTask;
    }

    private protected override Task RepairAsync()
    {
        Simulator.Faults.IsDown = false;
        return Task.CompletedTask;
    }
}
