using System.Collections.Concurrent;
using System.Net.Http.Json;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Footnote.Server.Tests.Telemetry;

public sealed class TelemetryTests
{
    private const string Canary = "canary-4711-nightingale";

    [Fact]
    public async Task Telemetry_goes_to_the_collector_without_what_people_wrote()
    {
        await using var collector = await Collector.StartAsync();
        await using (var app = await FootnoteApp.StartAsync(
            options => options.Settings["Footnote:Telemetry:OtlpEndpoint"] = collector.Address))
        {
            await UseWithCanariesAsync(app);
        }

        var traces = collector.Sent("/v1/traces");
        Assert.Contains("POST /auth/login", traces, StringComparison.Ordinal);
        Assert.Contains("http.route", traces, StringComparison.Ordinal);
        Assert.NotEmpty(collector.Sent("/v1/metrics"));
        Assert.All(collector.Posts, post => Assert.DoesNotContain(Canary, post.Body, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Logs_do_not_hold_what_people_wrote()
    {
        var log = new RecordingLog();
        await using (var app = await FootnoteApp.StartAsync(options =>
            options.ConfigureServices = services =>
                services.AddLogging(logging => logging.AddProvider(log).AddFilter<RecordingLog>(null, LogLevel.Debug))))
        {
            await UseWithCanariesAsync(app);
        }

        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, line => line.Contains(Canary, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task UseWithCanariesAsync(FootnoteApp app)
    {
        var person = await app.RegisterAsync($"{Canary}@example.com");
        using var wrong = await app.Anonymous.PostAsJsonAsync(
            "/auth/login", new { email = $"{Canary}@example.com", password = $"{Canary}-wrong" });
        using var invalid = await app.Anonymous.PostAsJsonAsync("/auth/register", new { email = Canary, password = Canary });
        using var refresh = await app.Anonymous.PostAsJsonAsync("/auth/refresh", new { refresh_token = Canary });
        using var question = await person.Http.PostAsJsonAsync("/chat/message", new { message = $"What is {Canary}?" });
        using var search = await person.Http.PostAsJsonAsync("/search", new { query = Canary });
        using var document = await person.Http.PostAsJsonAsync("/documents", new { title = Canary, text = $"{Canary} sings." });
        using var unknown = await person.Http.GetAsync($"/nothing?q={Canary}");
        using var broken = await person.Http.PostAsync("/search", new StringContent($"{{\"{Canary}", null, "application/json"));
    }

    private sealed class RecordingLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("Footnote", StringComparison.Ordinal)
                ? this
                : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
            // Nothing to release.
        }
    }
}
