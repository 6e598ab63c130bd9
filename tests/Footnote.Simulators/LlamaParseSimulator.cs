using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Footnote.Simulators;

/// <summary>
/// A small server that speaks the second generation of the LlamaParse protocol on a free loopback port, with faults on demand.
/// </summary>
public sealed class LlamaParseSimulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<byte[], string, Task<IReadOnlyList<SimulatedPage>>> _read;
    private readonly ConcurrentDictionary<string, SimulatedJob> _jobs = new();
    private readonly ConcurrentQueue<SimulatedUpload> _uploads = new();
    private readonly ConcurrentQueue<SimulatedFault> _faults = new();
    private int _requests;

    private LlamaParseSimulator(WebApplication app, Func<byte[], string, Task<IReadOnlyList<SimulatedPage>>> read) =>
        (_app, _read) = (app, read);

    public string BaseUrl => _app.Urls.First();

    /// <summary>The only key that is accepted.</summary>
    public static string Key => "llx-simulated";

    /// <summary>The files that arrived.</summary>
    public IReadOnlyList<SimulatedUpload> Uploads => [.. _uploads];

    public int Requests => _requests;

    /// <summary>How often a job is looked at before it ends; none ever ends at a negative number.</summary>
    public int PollsUntilDone { get; set; } = 1;

    /// <summary>COMPLETED, FAILED or CANCELLED.</summary>
    public string FinalStatus { get; set; } = "COMPLETED";

    /// <summary>Pages that fail inside a completed job.</summary>
    public IReadOnlySet<int> FailedPages { get; set; } = new HashSet<int>();

    /// <summary>Pages that are left out of the result.</summary>
    public IReadOnlySet<int> DroppedPages { get; set; } = new HashSet<int>();

    /// <param name="read">What the service finds in a file, given its bytes and name.</param>
    public static async Task<LlamaParseSimulator> StartAsync(Func<byte[], string, Task<IReadOnlyList<SimulatedPage>>> read)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var simulator = new LlamaParseSimulator(app, read);
        app.MapPost("/api/v2/parse/upload", context => simulator.AnswerAsync(context, simulator.UploadAsync));
        app.MapGet("/api/v2/parse/{id}", context => simulator.AnswerAsync(context, simulator.JobAsync));
        await app.StartAsync();
        return simulator;
    }

    /// <summary>The next request meets this fault instead of an answer.</summary>
    public void Fail(SimulatedFault fault) => _faults.Enqueue(fault);

    public async ValueTask DisposeAsync()
    {
        using var quick = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(quick.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        Interlocked.Increment(ref _requests);
        if (context.Request.Headers.Authorization != $"Bearer {Key}")
        {
            await FailAsync(context, 401, "Invalid API Key");
        }
        else if (_faults.TryDequeue(out SimulatedFault? fault) && !fault.IsNone)
        {
            await MisbehaveAsync(context, fault);
        }
        else
        {
            await answer(context);
        }
    }

    private static async Task MisbehaveAsync(HttpContext context, SimulatedFault fault)
    {
        await Task.Delay(fault.Delay, context.RequestAborted);
        if (fault.RetryAfter is not null)
        {
            context.Response.Headers.RetryAfter = fault.RetryAfter;
        }

        if (fault.Status != StatusCodes.Status200OK)
        {
            await FailAsync(context, fault.Status, "simulated");
            return;
        }

        context.Response.ContentType = "application/json";
        if (fault.IsCut)
        {
            context.Response.ContentLength = 1000;
        }

        await context.Response.WriteAsync(fault.Body, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (fault.IsCut)
        {
            context.Abort();
        }
    }

    private static Task FailAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { detail }, context.RequestAborted);
    }

    private async Task UploadAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        IFormFile? file = form.Files.GetFile("file");
        if (file is null || !form.TryGetValue("configuration", out var configuration))
        {
            await FailAsync(context, 422, "file and configuration are required");
            return;
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, context.RequestAborted);
        JsonElement options = JsonSerializer.Deserialize<JsonElement>(configuration.ToString());
        _uploads.Enqueue(new SimulatedUpload(file.FileName, bytes.ToArray(), options));
        var job = new SimulatedJob($"pjb-{Guid.NewGuid():n}", await _read(bytes.ToArray(), file.FileName));
        _jobs[job.Id] = job;
        await context.Response.WriteAsJsonAsync(
            new { id = job.Id, project_id = "prj", status = "PENDING", name = file.FileName }, context.RequestAborted);
    }

    private Task JobAsync(HttpContext context)
    {
        if (!_jobs.TryGetValue((string?)context.Request.RouteValues["id"] ?? "", out SimulatedJob? job))
        {
            return FailAsync(context, 404, "Job not found");
        }

        int polls = job.Poll();
        bool isDone = PollsUntilDone >= 0 && polls > PollsUntilDone;
        string status = isDone ? FinalStatus : polls <= 1 ? "PENDING" : "RUNNING";
        var state = new { id = job.Id, project_id = "prj", status, error_message = status == "FAILED" ? "simulated" : null };
        if (!isDone || !context.Request.Query["expand"].Contains("markdown"))
        {
            return context.Response.WriteAsJsonAsync(new { job = state }, context.RequestAborted);
        }

        IEnumerable<object> pages = job.Pages.Where(page => !DroppedPages.Contains(page.Number)).Select(page =>
            FailedPages.Contains(page.Number)
                ? (object)new { page_number = page.Number, success = false, error = "simulated" }
                : new { page_number = page.Number, success = true, markdown = page.Markdown });
        return context.Response.WriteAsJsonAsync(new { job = state, markdown = new { pages } }, context.RequestAborted);
    }
}
