using System.Net;
using Footnote.Platform.Modules;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Server.Tests.Starting;

public sealed class StartingTests
{
    [Fact]
    public async Task Server_that_starts_answers_health_and_refuses_the_rest_until_it_is_ready()
    {
        var gate = new GatedStep();
        await using var app = await FootnoteApp.StartAsync(options =>
        {
            options.SkipReadiness = true;
            options.ConfigureServices = services => services.AddSingleton<IStartupStep>(gate);
        });
        await gate.Reached.Task;

        using var live = await app.Anonymous.GetAsync("/health/live");
        using var ready = await app.Anonymous.GetAsync("/health/ready");
        using var api = await app.Anonymous.GetAsync("/auth/me");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Accept.ParseAdd("text/html");
        using var page = await app.Anonymous.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("gated", (await ServerApp.JsonAsync(ready)).GetProperty("step").GetString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, api.StatusCode);
        Assert.Equal("STARTING", (await ServerApp.JsonAsync(api)).GetProperty("code").GetString());
        Assert.NotNull(api.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("http-equiv=\"refresh\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        gate.Open.SetResult();
        await app.WhenReadyAsync();
        using var after = await app.Anonymous.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task Server_stopped_while_it_starts_ends_at_once()
    {
        var gate = new GatedStep();
        var app = await FootnoteApp.StartAsync(options =>
        {
            options.SkipReadiness = true;
            options.ConfigureServices = services => services.AddSingleton<IStartupStep>(gate);
        });
        await gate.Reached.Task;

        await app.DisposeAsync();

        Assert.False(Directory.Exists(app.DataFolder));
    }

    private sealed class GatedStep : IStartupStep
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Order => int.MaxValue;

        public string Name => "gated";

        public Task RunAsync(CancellationToken ct)
        {
            Reached.TrySetResult();
            return Open.Task.WaitAsync(ct);
        }
    }
}
