using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Footnote.Simulators.Pinecone;

/// <summary>
/// The data plane of one index: vectors by namespace, compared one by one, under the documented limits; a write shows after a delay.
/// </summary>
public sealed class PineconeIndexSimulator : IAsyncDisposable
{
    private const int MaxVectors = 1000;
    private const int MaxBytes = 2 * 1024 * 1024;
    private const int MaxMetadata = 40 * 1024;
    private const int MaxTop = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, List<PineconeVersion>>> _namespaces = new(StringComparer.Ordinal);
    private readonly PineconeFaults _faults;
    private readonly TimeProvider _timeProvider;
    private readonly WebApplication _app;
    private int _looks;

    private PineconeIndexSimulator(
        string name, int dimension, string metric, PineconeFaults faults, TimeProvider timeProvider)
    {
        (Name, Dimension, Metric, _faults, _timeProvider) = (name, dimension, metric, faults, timeProvider);
        _app = PineconeServer.Create(faults, isControl: false, PineconeSimulator.Key);
        _app.MapPost("/vectors/upsert", (Delegate)UpsertAsync);
        _app.MapPost("/vectors/delete", (Delegate)DeleteAsync);
        _app.MapGet("/vectors/fetch", Fetch);
        _app.MapPost("/query", (Delegate)QueryAsync);
        _app.MapDelete("/namespaces/{name}", Drop);
    }

    public string Name { get; }

    public int Dimension { get; }

    public string Metric { get; }

    /// <summary>Without a scheme, as the service says it.</summary>
    public string Host => _app.Urls.First()["http://".Length..];

    /// <summary>The vectors of each namespace that show now.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PineconeVector>> Shown
    {
        get
        {
            lock (_lock)
            {
                return _namespaces.ToDictionary(space => space.Key, space => (IReadOnlyList<PineconeVector>)[.. Visible(space.Value)]);
            }
        }
    }

    public static async Task<PineconeIndexSimulator> StartAsync(
        string name, int dimension, string metric, PineconeFaults faults, TimeProvider timeProvider)
    {
        var index = new PineconeIndexSimulator(name, dimension, metric, faults, timeProvider);
        await index._app.StartAsync();
        return index;
    }

    public async ValueTask DisposeAsync() => await PineconeServer.StopAsync(_app);

    internal int Look() => Interlocked.Increment(ref _looks);

    private async Task<IResult> UpsertAsync(HttpContext context)
    {
        var (body, bytes) = await ReadAsync(context);
        JsonElement[] vectors = [.. body.GetProperty("vectors").EnumerateArray()];
        _faults.Note(new PineconeRequest("/vectors/upsert", bytes, vectors.Length));
        if (bytes > MaxBytes || vectors.Length is 0 or > MaxVectors)
        {
            throw PineconeRefusal.Invalid($"An upsert takes 1 to {MaxVectors} vectors and {MaxBytes} bytes.");
        }

        PineconeVector[] parsed = [.. vectors.Select(Parse)];
        lock (_lock)
        {
            var space = SpaceOf(body, isMade: true) ?? [];
            foreach (PineconeVector vector in parsed)
            {
                Write(space, vector.Id, vector);
            }
        }

        return Results.Json(new { upsertedCount = parsed.Length });
    }

    private PineconeVector Parse(JsonElement vector)
    {
        var id = vector.GetProperty("id").GetString() ?? "";
        float[] values = [.. vector.GetProperty("values").EnumerateArray().Select(value => value.GetSingle())];
        if (values.Length != Dimension)
        {
            throw PineconeRefusal.Invalid(
                $"Vector dimension {values.Length} does not match the dimension of the index {Dimension}");
        }

        var metadata = vector.TryGetProperty("metadata", out JsonElement given) ? given.Clone() : default;
        if (id.Length is 0 or > 512 || (metadata.ValueKind == JsonValueKind.Object && !IsMetadata(metadata)))
        {
            throw PineconeRefusal.Invalid("The id or the metadata cannot be stored.");
        }

        return new PineconeVector(id, values, metadata);
    }

    private static bool IsMetadata(JsonElement metadata) => metadata.GetRawText().Length <= MaxMetadata
        && metadata.EnumerateObject().All(field => !field.Name.StartsWith('$') && field.Value.ValueKind switch
        {
            JsonValueKind.Array => field.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String),
            JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => true,
            _ => false,
        });

    private async Task<IResult> DeleteAsync(HttpContext context)
    {
        var (body, bytes) = await ReadAsync(context);
        string[] ids = body.TryGetProperty("ids", out JsonElement named)
            ? [.. named.EnumerateArray().Select(id => id.GetString() ?? "")] : [];
        _faults.Note(new PineconeRequest("/vectors/delete", bytes, ids.Length));
        if (ids.Length > MaxVectors)
        {
            throw PineconeRefusal.Invalid($"A deletion takes {MaxVectors} ids.");
        }

        lock (_lock)
        {
            var space = SpaceOf(body, isMade: false) ?? throw PineconeRefusal.NotFound("Namespace not found");
            var isAll = body.TryGetProperty("deleteAll", out JsonElement all) && all.GetBoolean();
            foreach (var id in isAll ? [.. space.Keys] : ids.Where(space.ContainsKey).ToArray())
            {
                Write(space, id, null);
            }
        }

        return Results.Json(new { });
    }

    private IResult Fetch(HttpContext context)
    {
        var name = context.Request.Query["namespace"].ToString();
        var ids = context.Request.Query["ids"].ToHashSet(StringComparer.Ordinal);
        _faults.Note(new PineconeRequest("/vectors/fetch", 0, ids.Count));
        lock (_lock)
        {
            var found = _namespaces.TryGetValue(name, out var space) ? Visible(space).Where(vector => ids.Contains(vector.Id)).ToArray()
                : [];
            return Results.Json(new
            {
                vectors = found.ToDictionary(vector => vector.Id, vector => new
                {
                    id = vector.Id,
                    values = vector.Values,
                    metadata = vector.Metadata,
                }),
                @namespace = name,
            });
        }
    }

    private async Task<IResult> QueryAsync(HttpContext context)
    {
        var (body, bytes) = await ReadAsync(context);
        _faults.Note(new PineconeRequest("/query", bytes, 0));
        var top = body.GetProperty("topK").GetInt32();
        float[] query = [.. body.GetProperty("vector").EnumerateArray().Select(value => value.GetSingle())];
        if (top is < 1 or > MaxTop || query.Length != Dimension)
        {
            throw PineconeRefusal.Invalid("topK or the vector cannot be.");
        }

        JsonElement? filter = body.TryGetProperty("filter", out JsonElement given) ? given : null;
        lock (_lock)
        {
            var space = SpaceOf(body, isMade: false) ?? [];
            var matches = Visible(space)
                .Where(vector => filter is not { } wanted || PineconeFilterEvaluator.Passes(wanted, vector.Metadata))
                .Select(vector => new { id = vector.Id, score = Cosine(query, vector.Values) })
                .OrderByDescending(match => match.score).ThenBy(match => match.id, StringComparer.Ordinal)
                .Take(top).ToArray();
            return Results.Json(new { results = Array.Empty<object>(), matches, usage = new { readUnits = 1 } });
        }
    }

    private IResult Drop(string name)
    {
        lock (_lock)
        {
            return _namespaces.Remove(name) ? Results.Json(new { }) : throw PineconeRefusal.NotFound("Namespace not found");
        }
    }

    private static async Task<(JsonElement Body, long Bytes)> ReadAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        return (JsonSerializer.Deserialize<JsonElement>(bytes.ToArray()), bytes.Length);
    }

    private Dictionary<string, List<PineconeVersion>>? SpaceOf(JsonElement body, bool isMade)
    {
        var name = body.TryGetProperty("namespace", out JsonElement given) ? given.GetString() ?? "" : "";
        if (!_namespaces.TryGetValue(name, out var space) && isMade)
        {
            _namespaces[name] = space = new(StringComparer.Ordinal);
        }

        return space;
    }

    private void Write(Dictionary<string, List<PineconeVersion>> space, string id, PineconeVector? vector)
    {
        if (!space.TryGetValue(id, out var versions))
        {
            space[id] = versions = [];
        }

        versions.Add(new PineconeVersion(_timeProvider.GetUtcNow() + _faults.VisibilityDelay, vector));
    }

    private IEnumerable<PineconeVector> Visible(Dictionary<string, List<PineconeVersion>> space)
    {
        var now = _timeProvider.GetUtcNow();
        return space.Values.Select(versions => versions.FindLast(version => version.VisibleAt <= now)?.Vector).OfType<PineconeVector>();
    }

    private static double Cosine(float[] one, float[] other)
    {
        double product = 0, left = 0, right = 0;
        for (var i = 0; i < one.Length; i++)
        {
            product += one[i] * other[i];
            left += one[i] * one[i];
            right += other[i] * other[i];
        }

        return product / Math.Sqrt(left * right);
    }
}
