using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Footnote.Simulators.S3;

/// <summary>
/// A store on a free loopback port that speaks the S3 protocol for one bucket (path style), checks every signature and has faults on
/// demand.
/// </summary>
public sealed partial class S3Simulator : IAsyncDisposable
{
    public const string Bucket = "library";
    public const string Region = "eu-test-1";
    public const string AccessKey = "TESTACCESSKEY";
    public const string SecretKey = "test/secret+key";

    private readonly ConcurrentDictionary<string, S3StoredObject> _objects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, S3Upload> _uploads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<S3Fault>> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly S3Signature _signature = new(AccessKey, SecretKey, Region);
    private WebApplication? _app;
    private int _uploadCount;
    private long _busyUntil;

    private S3Simulator()
    {
    }

    public Uri Endpoint { get; private set; } = new("http://127.0.0.1");

    /// <summary>Entries of one page of a listing.</summary>
    public int PageSize { get; set; } = 1000;

    public IReadOnlyDictionary<string, S3StoredObject> Objects => _objects;

    /// <summary>Keys of uploads in parts that have not ended.</summary>
    public IReadOnlyList<string> UnfinishedUploads => [.. _uploads.Values.Select(upload => upload.Key)];

    /// <summary>The operations asked for, in order: put, part, begin, complete, abort, uploads, get, head, delete, list.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public static async Task<S3Simulator> StartAsync()
    {
        var simulator = new S3Simulator();
        await simulator.ListenAsync("http://127.0.0.1:0");
        return simulator;
    }

    public void Put(string key, byte[] content, string? eTag = null) =>
        _objects[key] = new S3StoredObject(content, eTag ?? ETagOf(content), TimeProvider.System.GetUtcNow());

    /// <summary>Turns one bit of an object over, as a failing disk does.</summary>
    public void Damage(string key)
    {
        S3StoredObject stored = _objects[key];
        byte[] content = [.. stored.Content];
        content[content.Length / 2] ^= 1;
        _objects[key] = stored with { Content = content };
    }

    public void Remove(string key) => _objects.TryRemove(key, out _);

    /// <summary>An upload that a killed process began.</summary>
    public void PutUnfinished(string key, DateTimeOffset initiated)
    {
        string id = $"left-{Interlocked.Increment(ref _uploadCount)}";
        _uploads[id] = new S3Upload(id, key, initiated);
    }

    /// <summary>Lets the next requests of an operation go wrong, one fault each.</summary>
    public void Fail(string operation, params S3Fault[] faults)
    {
        foreach (S3Fault fault in faults)
        {
            _faults.GetOrAdd(operation, _ => new()).Enqueue(fault);
        }
    }

    /// <summary>For a while every request is put off by a second.</summary>
    public void BeBusyFor(TimeSpan time) =>
        Interlocked.Exchange(ref _busyUntil, TimeProvider.System.GetUtcNow().Add(time).UtcTicks);

    /// <summary>Stops to listen, as a server that goes down; what it holds stays.</summary>
    public async Task GoDownAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            using var quick = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            await app.StopAsync(quick.Token);
            await app.DisposeAsync();
        }
    }

    public Task ComeUpAsync() => ListenAsync(Endpoint.AbsoluteUri);

    public async ValueTask DisposeAsync() => await GoDownAsync();

    private async Task ListenAsync(string url)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        WebApplication app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync();
        Endpoint = new Uri(app.Urls.First());
        _app = app;
    }

    private async Task HandleAsync(HttpContext context)
    {
        string operation = OperationOf(context.Request);
        _requests.Enqueue(operation);
        if (TimeProvider.System.GetUtcNow().UtcTicks < Interlocked.Read(ref _busyUntil))
        {
            await MisbehaveAsync(context, operation, S3Fault.SlowDown with { RetryAfter = 1 });
            return;
        }

        S3Fault? fault = null;
        if (_faults.TryGetValue(operation, out ConcurrentQueue<S3Fault>? queue))
        {
            queue.TryDequeue(out fault);
        }

        try
        {
            if (fault is null || !await MisbehaveAsync(context, operation, fault))
            {
                byte[] body = await ReadBodyAsync(context);
                _signature.Verify(context, body);
                await AnswerAsync(context, operation, body, fault);
            }
        }
        catch (S3Refusal refusal)
        {
            await RefuseAsync(context, refusal.Status, refusal.Code);
        }
    }

    /// <summary>Faults that keep the request from being done; true when the request has ended.</summary>
    private static async Task<bool> MisbehaveAsync(HttpContext context, string operation, S3Fault fault)
    {
        switch (fault.Kind)
        {
            case S3FaultKind.Status:
                await ReadBodyAsync(context);
                context.Response.Headers.RetryAfter = fault.RetryAfter?.ToString(CultureInfo.InvariantCulture);
                await RefuseAsync(context, fault.Status, fault.Code);
                return true;
            case S3FaultKind.Drop:
                context.Abort();
                return true;
            case S3FaultKind.Cut when operation != "get":
                byte[] part = new byte[Math.Max(1, fault.Bytes)];
                _ = await context.Request.Body.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false);
                context.Abort();
                return true;
            case S3FaultKind.Silence:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return true;
            default:
                return false;
        }
    }

    private async Task AnswerAsync(HttpContext context, string operation, byte[] body, S3Fault? fault)
    {
        string path = Uri.UnescapeDataString(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0]);
        string[] names = path.TrimStart('/').Split('/', 2);
        if (names[0] != Bucket)
        {
            throw new S3Refusal(404, "NoSuchBucket");
        }

        string key = names.Length > 1 ? names[1] : "";
        if (fault?.Kind == S3FaultKind.DropAnswer)
        {
            Do(context, operation, key, body);
            context.Abort();
        }
        else if (fault?.Kind == S3FaultKind.ErrorInside)
        {
            await WriteXmlAsync(context, ErrorXml("InternalError"));
        }
        else if (operation is "get" or "head")
        {
            await SendObjectAsync(context, operation, key, fault);
        }
        else
        {
            await WriteXmlAsync(context, Do(context, operation, key, body));
        }
    }

    private static string OperationOf(HttpRequest request)
    {
        bool hasUpload = request.Query.ContainsKey("uploadId");
        bool hasUploads = request.Query.ContainsKey("uploads");
        return request.Method switch
        {
            "PUT" => hasUpload ? "part" : "put",
            "POST" => hasUploads ? "begin" : "complete",
            "DELETE" => hasUpload ? "abort" : "delete",
            "HEAD" => "head",
            "GET" when hasUploads => "uploads",
            "GET" when request.Query.ContainsKey("list-type") => "list",
            _ => "get",
        };
    }

    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        return buffer.ToArray();
    }

    // the protocol has the MD5 of the content as the ETag of an object that was sent in one piece
#pragma warning disable CA5351
    private static string ETagOf(byte[] content) => $"\"{Convert.ToHexStringLower(MD5.HashData(content))}\"";
#pragma warning restore CA5351
}
