using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Footnote.Simulators;

/// <summary>
/// A small hub on a free loopback port that speaks the Hugging Face protocol and serves one folder, with faults on demand.
/// </summary>
public sealed class HubSimulator : IAsyncDisposable
{
    private const string Weights = "model.safetensors";
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly WebApplication _app;
    private readonly string _name;
    private readonly string _folder;
    private readonly ConcurrentQueue<HubRequest> _requests = new();
    private readonly ConcurrentQueue<long> _cuts = new();
    private readonly ConcurrentQueue<HubFault> _faults = new();
    private int _asked;
    private int _tokensAtStore;

    private HubSimulator(WebApplication app, string name, string folder) => (_app, _name, _folder) = (app, name, folder);

    public string Url => _app.Urls.First();

    /// <summary>The fetches of files, without the questions for their headers.</summary>
    public IReadOnlyList<HubRequest> Fetches => [.. _requests];

    /// <summary>Names that the listing offers beside the files of the folder.</summary>
    public IReadOnlyList<string> MoreNames { get; set; } = [];

    /// <summary>Names that the listing leaves out.</summary>
    public IReadOnlyList<string> Hidden { get; set; } = [];

    /// <summary>Whether the weights are announced with the checksum of something else.</summary>
    public bool HasWrongChecksum { get; set; }

    /// <summary>A file without a checksum that is announced one byte longer than it is.</summary>
    public string? TooLong { get; set; }

    /// <summary>Whether the weights lie in a store elsewhere, to which the hub redirects, as hubs do with large files.</summary>
    public bool RedirectsWeights { get; set; }

    /// <summary>The token without which nothing is given; null gives to everybody.</summary>
    public string? Token { get; set; }

    /// <summary>A branch whose commit is that of the folder; null knows none but the latest.</summary>
    public string? Branch { get; set; }

    /// <summary>Requests that reached the hub, the store not counted.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Requests of the store that carried a token, which is none of its business.</summary>
    public int TokensAtStore => Volatile.Read(ref _tokensAtStore);

    public static async Task<HubSimulator> StartAsync(string name, string folder)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();

        // the store is an origin of its own
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Listen(IPAddress.Loopback, 0);
            server.Listen(IPAddress.Loopback, 0);
        });
        WebApplication app = builder.Build();
        var simulator = new HubSimulator(app, name, folder);
        app.Use(simulator.GuardAsync);
        app.MapGet($"/api/models/{name}/revision/{{**revision}}", simulator.ListRevisionAsync);
        app.MapGet("/api/models/{**name}", simulator.ListAsync);
        app.MapMethods($"/{name}/resolve/{Commit}/{{**file}}", ["GET", "HEAD"], simulator.ResolveAsync);
        app.MapGet("/store/{**file}", (HttpContext context, string file) => simulator.SendAsync(context, file));
        await app.StartAsync();
        return simulator;
    }

    /// <summary>The next fetch of the weights breaks off when so many bytes are sent.</summary>
    public void CutWeightsAt(long bytes) => _cuts.Enqueue(bytes);

    /// <summary>The next requests of the hub get these answers.</summary>
    public void Fail(params ReadOnlySpan<HubFault> faults)
    {
        foreach (HubFault fault in faults)
        {
            _faults.Enqueue(fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var quick = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(quick.Token);
        await _app.DisposeAsync();
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/store", StringComparison.Ordinal))
        {
            Interlocked.Add(ref _tokensAtStore, context.Request.Headers.Authorization.Count);
            await next(context);
            return;
        }

        Interlocked.Increment(ref _asked);
        if (_faults.TryDequeue(out HubFault? fault))
        {
            context.Response.StatusCode = fault.Status;
            context.Response.Headers.RetryAfter = fault.RetryAfter;
        }
        else if (Token is not null && context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            await next(context);
        }
    }

    private Task ListRevisionAsync(HttpContext context, string revision)
    {
        // a slash within a revision comes escaped, and stays so in the route
        if (Uri.UnescapeDataString(revision) is var wanted && (wanted == Commit || wanted == Branch))
        {
            return ListAsync(context, _name);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsJsonAsync(new { error = $"Invalid rev id: {revision}" });
    }

    private Task ListAsync(HttpContext context, string name)
    {
        if (name != _name)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return context.Response.WriteAsJsonAsync(new { error = "Repository not found" });
        }

        IEnumerable<string> files = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_folder, path)).Except(Hidden, StringComparer.Ordinal).Concat(MoreNames);
        return context.Response.WriteAsJsonAsync(
            new { id = _name, sha = Commit, siblings = files.Select(file => new { rfilename = file }) });
    }

    private async Task ResolveAsync(HttpContext context, string file)
    {
        string path = Path.Combine(_folder, file);
        if (!File.Exists(path))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        string length = new FileInfo(path).Length.ToString(CultureInfo.InvariantCulture);
        if (file == Weights)
        {
            context.Response.Headers["X-Linked-Etag"] = $"\"{await ChecksumAsync(path)}\"";
            context.Response.Headers["X-Linked-Size"] = length;
        }
        else
        {
            context.Response.Headers.ETag = "\"95d09f2b10159347eece71399a7e2e907ea3df4f\"";
        }

        if (file == Weights && RedirectsWeights)
        {
            context.Response.Redirect($"{_app.Urls.Last()}/store/{file}?signature=secret");
        }
        else if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.ContentLength = new FileInfo(path).Length + (file == TooLong ? 1 : 0);
        }
        else
        {
            await SendAsync(context, file);
        }
    }

    private async Task<string> ChecksumAsync(string path)
    {
        if (HasWrongChecksum)
        {
            return new string('0', 64);
        }

        await using FileStream content = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content));
    }

    private async Task SendAsync(HttpContext context, string file)
    {
        await using FileStream content = File.OpenRead(Path.Combine(_folder, file));
        long from = context.Request.GetTypedHeaders().Range?.Ranges.First().From ?? 0;
        _requests.Enqueue(new HubRequest(file, from));
        if (from > 0)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }

        context.Response.ContentLength = content.Length - from;
        long cut = file == Weights && _cuts.TryDequeue(out long at) ? at - from : -1;
        content.Seek(from, SeekOrigin.Begin);
        if (cut < 0)
        {
            await content.CopyToAsync(context.Response.Body, context.RequestAborted);
            return;
        }

        var part = new byte[cut];
        await content.ReadExactlyAsync(part, context.RequestAborted);
        await context.Response.Body.WriteAsync(part, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
