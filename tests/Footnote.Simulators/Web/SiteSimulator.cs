using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Footnote.Simulators.Web;

/// <summary>A web site on a free loopback port, with validators, redirects and the bad habits of real sites.</summary>
public sealed class SiteSimulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, SitePage> _pages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SitePage>> _once = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SiteRequest> _requests = new();

    private SiteSimulator(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public IReadOnlyList<SiteRequest> Requests => [.. _requests];

    /// <summary>The page at a path with its query; setting null removes it.</summary>
    public SitePage? this[string path]
    {
        get => _pages.GetValueOrDefault(path);
        set
        {
            if (value is null)
            {
                _pages.TryRemove(path, out _);
            }
            else
            {
                _pages[path] = value;
            }
        }
    }

    public static async Task<SiteSimulator> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var simulator = new SiteSimulator(app);
        app.Run(simulator.HandleAsync);
        await app.StartAsync();
        return simulator;
    }

    /// <summary>Answers the next requests for a path differently.</summary>
    public void Once(string path, params SitePage[] pages)
    {
        foreach (SitePage page in pages)
        {
            _once.GetOrAdd(path, _ => new()).Enqueue(page);
        }
    }

    public void ForgetRequests() => _requests.Clear();

    public int CountOf(string path) => _requests.Count(request => request.Path == path);

    public async ValueTask DisposeAsync()
    {
        using var quick = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(quick.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        string path = context.Request.Path + context.Request.QueryString.ToString();
        SitePage page = _once.TryGetValue(path, out ConcurrentQueue<SitePage>? queue) && queue.TryDequeue(out SitePage? next)
            ? next
            : _pages.GetValueOrDefault(path) ?? SitePage.Error(404);
        bool isSame = IsSame(context.Request, page);
        int status = isSame ? StatusCodes.Status304NotModified : page.Status;
        IHeaderDictionary asked = context.Request.Headers;
        _requests.Enqueue(new SiteRequest(
            path, Text(asked.IfNoneMatch.ToString()), Text(asked.IfModifiedSince.ToString()), asked.UserAgent.ToString(),
            Text(asked.Authorization.ToString()), status));
        if (page.IsSilent)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.Headers.ETag = page.ETag;
        response.Headers.LastModified = page.LastModified?.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.Location = page.Location;
        response.Headers["X-Robots-Tag"] = page.RobotsTag;
        response.Headers.RetryAfter = page.RetryAfter?.ToString(CultureInfo.InvariantCulture);
        if (!isSame)
        {
            response.ContentType = page.ContentType;
            await SendAsync(context, page);
        }
    }

    private static async Task SendAsync(HttpContext context, SitePage page)
    {
        CancellationToken aborted = context.RequestAborted;
        if (page.IsCut)
        {
            context.Response.ContentLength = page.Body.Length;
            await context.Response.Body.WriteAsync(page.Body.AsMemory(0, page.Body.Length / 2), aborted);
            await context.Response.Body.FlushAsync(aborted);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(page.Body, aborted);
        byte[] more = new byte[32 * 1024];
        while (page.IsEndless && !aborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(more, aborted);
        }
    }

    private static bool IsSame(HttpRequest request, SitePage page) =>
        page.Status == StatusCodes.Status200OK
        && ((page.ETag is not null && request.Headers.IfNoneMatch.ToString() == page.ETag)
            || (page.LastModified is { } modified
                && request.Headers.IfModifiedSince.ToString() == modified.ToString("R", CultureInfo.InvariantCulture)));

    private static string? Text(string header) => header.Length > 0 ? header : null;
}
