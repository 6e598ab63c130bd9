using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Footnote.Simulators.Git;

/// <summary>A Git server over HTTP on a free loopback port: git's own http-backend behind a name and a token.</summary>
public sealed class GitSimulator : IAsyncDisposable
{
    private const string Backend = "/usr/lib/git-core/git-http-backend";
    private readonly WebApplication _app;
    private readonly string _repository;
    private readonly string _expected;
    private int _requestCount;

    private GitSimulator(WebApplication app, string repository, string expected) =>
        (_app, _repository, _expected) = (app, repository, expected);

    public Uri Address => new(new Uri(_app.Urls.First()), "/repository.git");

    public int RequestCount => _requestCount;

    /// <summary>When set, every request is redirected there.</summary>
    public Uri? RedirectTo { get; set; }

    public static async Task<GitSimulator> StartAsync(string repository, string userName, string token)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{token}"));
        var simulator = new GitSimulator(app, repository, $"Basic {basic}");
        app.Run(simulator.HandleAsync);
        await app.StartAsync();
        return simulator;
    }

    public async ValueTask DisposeAsync()
    {
        using var quick = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(quick.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requestCount);
        string path = context.Request.Path.ToString()["/repository.git".Length..];
        if (RedirectTo is { } elsewhere)
        {
            context.Response.Redirect($"{elsewhere.AbsoluteUri}{path}{context.Request.QueryString}");
        }
        else if (context.Request.Headers.Authorization.ToString() != _expected)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
        }
        else
        {
            await RunBackendAsync(context, path);
        }
    }

    private async Task RunBackendAsync(HttpContext context, string path)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var start = new ProcessStartInfo(Backend)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["GIT_PROJECT_ROOT"] = _repository;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["PATH_INFO"] = path;
        start.Environment["REQUEST_METHOD"] = context.Request.Method;
        start.Environment["QUERY_STRING"] = context.Request.QueryString.ToString().TrimStart('?');
        start.Environment["CONTENT_TYPE"] = context.Request.ContentType ?? "";
        start.Environment["CONTENT_LENGTH"] = body.Length.ToString(CultureInfo.InvariantCulture);
        start.Environment["HTTP_CONTENT_ENCODING"] = context.Request.Headers.ContentEncoding.ToString();
        start.Environment["GIT_PROTOCOL"] = context.Request.Headers["Git-Protocol"].ToString();
        start.Environment["GIT_CONFIG_COUNT"] = "1";
        start.Environment["GIT_CONFIG_KEY_0"] = "safe.directory";
        start.Environment["GIT_CONFIG_VALUE_0"] = "*";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("git-http-backend does not start.");
        await process.StandardInput.BaseStream.WriteAsync(body.ToArray(), context.RequestAborted);
        process.StandardInput.Close();
        using var answer = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(answer, context.RequestAborted);
        await SendAsync(context.Response, answer.ToArray());
    }

    private static async Task SendAsync(HttpResponse response, byte[] answer)
    {
        int end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (string line in Encoding.ASCII.GetString(answer, 0, end).Split("\r\n"))
        {
            string[] field = line.Split(": ", 2);
            if (field[0] == "Status")
            {
                response.StatusCode = int.Parse(field[1].Split(' ')[0], CultureInfo.InvariantCulture);
            }
            else
            {
                response.Headers[field[0]] = field[1];
            }
        }

        await response.Body.WriteAsync(answer.AsMemory(end + 4));
    }
}
