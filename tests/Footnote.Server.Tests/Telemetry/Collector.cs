using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Footnote.Server.Tests.Telemetry;

/// <summary>An OTLP collector that keeps what it is sent.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    /// <summary>Bodies by path, decoded as Latin-1: strings in protobuf stay readable.</summary>
    public ConcurrentBag<(string Path, string Body)> Posts { get; } = [];

    public string Address => _app.Urls.First();

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._app.Run(collector.ReceiveAsync);
        await collector._app.StartAsync();
        return collector;
    }

    public string Sent(string path) => string.Concat(Posts.Where(post => post.Path == path).Select(post => post.Body));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Posts.Add((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        context.Response.ContentType = "application/x-protobuf";
    }
}
