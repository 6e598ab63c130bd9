using Footnote.Knowledge.Parsing;
using Footnote.Knowledge.Parsing.LlamaParse;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Reading.Ocr;
using Footnote.Simulators;

namespace Footnote.Knowledge.Tests.Parsing;

public sealed class LlamaParseParserTests : DocumentParserConformance
{
    private LlamaParseSimulator? _simulator;
    private HttpClient? _http;

    private LlamaParseSimulator Simulator => _simulator ?? throw new InvalidOperationException("The simulator is not started.");

    private LlamaParseOptions Options { get; } = new()
    {
        ApiKey = LlamaParseSimulator.Key,
        PollInterval = TimeSpan.FromMilliseconds(5),
        RetryDelay = TimeSpan.FromMilliseconds(5),
        MaxRetryDelay = TimeSpan.FromSeconds(2),
    };

    public override async ValueTask InitializeAsync()
    {
        _simulator = await LlamaParseSimulator.StartAsync(SimulatedReading.ReadAsync);
        _http = new HttpClient();
        Options.BaseUrl = _simulator.BaseUrl;
    }

    public override async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        await Simulator.DisposeAsync();
        await base.DisposeAsync();
    }

    private protected override IDocumentParser Create(ReadingLimits limits)
    {
        var api = new LlamaParseApi(
            _http ?? throw new InvalidOperationException("Not started."), Options,
            new LlamaParsePipeline(Options, TimeProvider.System), TimeProvider.System);
        var local = new LocalParser(new FileReader(limits, new OcrSettings(), TimeProvider.System));
        return new LlamaParseParser(api, Options, local, limits, TimeProvider.System);
    }

    [Fact]
    public async Task Name_of_the_file_is_not_sent_and_nothing_is_cached_there()
    {
        await ParseAsync("secret plans of Alice.pdf", TwoPages());
        var upload = Assert.Single(Simulator.Uploads);
        Assert.Equal("document.pdf", upload.FileName);
        Assert.True(upload.Configuration.GetProperty("disable_cache").GetBoolean());
        Assert.Equal("cost_effective", upload.Configuration.GetProperty("tier").GetString());
        Assert.Equal(TwoPages(), upload.Content);
    }

    [Theory]
    [InlineData(429, "0")]
    [InlineData(429, null)]
    [InlineData(500, null)]
    [InlineData(503, "0")]
    public async Task Passing_refusal_is_tried_again(int status, string? retryAfter)
    {
        Simulator.Fail(new SimulatedFault(status) { RetryAfter = retryAfter });
        Simulator.Fail(SimulatedFault.None);
        Simulator.Fail(new SimulatedFault(status) { RetryAfter = retryAfter });
        var outcome = await ParseAsync("guide.pdf", TwoPages());
        Assert.Equal((ReadingStatus.Completed, "llamaparse"), (outcome.Status, outcome.Parser));
        Assert.Single(Simulator.Uploads);
    }

    [Theory]
    [InlineData("this is no JSON", false)]
    [InlineData("{\"id\":\"pjb-", true)]
    public async Task Garbled_or_broken_answer_is_tried_again(string body, bool isCut)
    {
        Simulator.Fail(SimulatedFault.None);
        Simulator.Fail(new SimulatedFault { Body = body, IsCut = isCut });
        Assert.Equal("llamaparse", (await ParseAsync("guide.pdf", TwoPages())).Parser);
    }

    [Fact]
    public async Task Pause_longer_than_allowed_is_not_waited_for()
    {
        Simulator.Fail(new SimulatedFault(429) { RetryAfter = "3600" });
        var fault = await Assert.ThrowsAsync<ParserException>(() => ParseAsync("guide.pdf", TwoPages()));
        Assert.Equal((ParserFailure.RateLimited, TimeSpan.FromHours(1)), (fault.Failure, fault.RetryAfter));
        Assert.Equal(1, Simulator.Requests);
    }

    [Theory]
    [InlineData(401, "Unauthorized")]
    [InlineData(402, "QuotaExhausted")]
    [InlineData(422, "Refused")]
    public async Task Lasting_refusal_is_not_tried_again(int status, string failure)
    {
        Simulator.Fail(new SimulatedFault(status));
        var fault = await Assert.ThrowsAsync<ParserException>(() => ParseAsync("guide.pdf", TwoPages()));
        Assert.Equal((failure, (int?)status), (fault.Failure.ToString(), fault.Status));
        Assert.Equal(1, Simulator.Requests);
    }

    [Fact]
    public async Task Slow_answer_ends_the_attempt()
    {
        Options.RequestTimeout = TimeSpan.FromMilliseconds(200);
        Options.MaxRetries = 0;
        Simulator.Fail(new SimulatedFault { Delay = TimeSpan.FromMinutes(1) });
        var fault = await Assert.ThrowsAsync<ParserException>(() => ParseAsync("guide.pdf", TwoPages()));
        Assert.Equal(ParserFailure.TimedOut, fault.Failure);
    }

    [Fact]
    public async Task Job_that_never_ends_is_given_up()
    {
        Simulator.PollsUntilDone = -1;
        Options.JobTime = TimeSpan.FromMilliseconds(300);
        var fault = await Assert.ThrowsAsync<ParserException>(() => ParseAsync("guide.pdf", TwoPages()));
        Assert.Equal(ParserFailure.TimedOut, fault.Failure);
    }

    [Theory]
    [InlineData("FAILED")]
    [InlineData("CANCELLED")]
    public async Task Job_that_fails_is_a_failure_of_the_service(string status)
    {
        Simulator.FinalStatus = status;
        var fault = await Assert.ThrowsAsync<ParserException>(() => ParseAsync("guide.pdf", TwoPages()));
        Assert.Equal(ParserFailure.JobFailed, fault.Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Page_that_failed_or_is_missing_in_a_completed_job_is_read_here(bool isNamed)
    {
        Simulator.FailedPages = isNamed ? new HashSet<int> { 2 } : new HashSet<int>();
        Simulator.DroppedPages = isNamed ? new HashSet<int>() : new HashSet<int> { 2 };
        var outcome = await ParseAsync("guide.pdf", TwoPages());
        Assert.Equal((2, 0), (outcome.Pages, outcome.EmptyPages));
        Assert.Equal(1, PageOf(outcome, "heron"));
        Assert.Equal(2, PageOf(outcome, "kingfisher"));
        Assert.Contains(outcome.Warnings, warning => warning.Code == "PARSER_PAGES_FAILED");
    }

    [Fact]
    public async Task File_beyond_the_limits_is_never_sent()
    {
        Options.MaxPages = 1;
        var pages = await Assert.ThrowsAsync<ParserException>(() => ParseAsync("guide.pdf", TwoPages()));
        Options.MaxPages = 10;
        Options.MaxBytes = 100;
        var bytes = await Assert.ThrowsAsync<ParserException>(() => ParseAsync("guide.pdf", TwoPages()));
        Assert.Equal((ParserFailure.TooLarge, ParserFailure.TooLarge), (pages.Failure, bytes.Failure));
        Assert.Equal(0, Simulator.Requests);
    }

    [Fact]
    public async Task Service_that_keeps_failing_is_left_alone()
    {
        Options.MaxRetries = 0;
        var parser = Create(new ReadingLimits());
        var path = await WriteAsync("guide.pdf", TwoPages());
        var failures = new List<ParserFailure>();
        for (var i = 0; i < 8; i++)
        {
            Simulator.Fail(new SimulatedFault(500));
            var fault = await Assert.ThrowsAsync<ParserException>(
                () => parser.ParseAsync(new ParseRequest(path, "guide.pdf", FileFormat.Pdf), Token));
            failures.Add(fault.Failure);
        }

        Assert.Equal(ParserFailure.Failed, failures[0]);
        Assert.Equal(ParserFailure.CircuitOpen, failures[^1]);
        Assert.True(Simulator.Requests < 8);
    }
}
