using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Footnote.Simulators.Pinecone;

/// <summary>
/// Pinecone's control plane on a free loopback port; every index that is made gets a data plane on a port of its own.
/// </summary>
public sealed partial class PineconeSimulator : IAsyncDisposable
{
    public const string Key = "pcsk_simulated";

    private readonly ConcurrentDictionary<string, PineconeIndexSimulator> _indexes = new(StringComparer.Ordinal);
    private readonly TimeProvider _timeProvider;
    private WebApplication? _app;

    private PineconeSimulator(TimeProvider timeProvider) => _timeProvider = timeProvider;

    public string BaseUrl => App.Urls.First();

    public PineconeFaults Faults { get; } = new();

    public IReadOnlyDictionary<string, PineconeIndexSimulator> Indexes => _indexes;

    /// <summary>How often an index that was made is looked at before it is ready.</summary>
    public int LooksUntilReady { get; set; } = 1;

    private WebApplication App => _app ?? throw new InvalidOperationException("The simulator is not started.");

    public static async Task<PineconeSimulator> StartAsync(TimeProvider? timeProvider = null)
    {
        var simulator = new PineconeSimulator(timeProvider ?? TimeProvider.System);
        simulator._app = PineconeServer.Create(simulator.Faults, isControl: true, Key);
        simulator.Map(simulator._app);
        await simulator._app.StartAsync();
        return simulator;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (PineconeIndexSimulator index in _indexes.Values)
        {
            await index.DisposeAsync();
        }

        await PineconeServer.StopAsync(App);
    }

    private void Map(WebApplication app)
    {
        app.MapGet("/indexes", () => Results.Json(new { indexes = _indexes.Values.Select(Describe) }));
        app.MapGet("/indexes/{name}", (string name) => Results.Json(Describe(Find(name))));
        app.MapPost("/indexes", (Delegate)CreateAsync);
        app.MapDelete("/indexes/{name}", async (string name) =>
        {
            await Find(name).DisposeAsync();
            _indexes.TryRemove(name, out _);
            return Results.StatusCode(202);
        });
    }

    private async Task<IResult> CreateAsync(HttpContext context)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        var name = body.GetProperty("name").GetString() ?? "";
        var dimension = body.GetProperty("dimension").GetInt32();
        if (!Name().IsMatch(name) || dimension is < 1 or > 20_000 || !body.GetProperty("spec").TryGetProperty("serverless", out _))
        {
            throw PineconeRefusal.Invalid("The index cannot be made like this.");
        }

        var metric = body.GetProperty("metric").GetString() ?? "cosine";
        var index = await PineconeIndexSimulator.StartAsync(name, dimension, metric, Faults, _timeProvider);
        if (!_indexes.TryAdd(name, index))
        {
            await index.DisposeAsync();
            throw new PineconeRefusal(409, 6, "ALREADY_EXISTS", "The index exists.");
        }

        return Results.Json(Describe(index), statusCode: 201);
    }

    private PineconeIndexSimulator Find(string name) => _indexes.TryGetValue(name, out PineconeIndexSimulator? index) ? index
        : throw PineconeRefusal.NotFound($"Resource {name} not found");

    private object Describe(PineconeIndexSimulator index)
    {
        var isReady = index.Look() > LooksUntilReady;
        return new
        {
            name = index.Name,
            dimension = index.Dimension,
            metric = index.Metric,
            host = index.Host,
            deletion_protection = "disabled",
            vector_type = "dense",
            spec = new { serverless = new { cloud = "aws", region = "us-east-1" } },
            status = new { ready = isReady, state = isReady ? "Ready" : "Initializing" },
        };
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,43}[a-z0-9])?$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
