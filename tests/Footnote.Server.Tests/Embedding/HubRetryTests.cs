using Footnote.Server.Embedding.Library;

namespace Footnote.Server.Tests.Embedding;

public sealed class HubRetryTests
{
    private readonly List<TimeSpan> _waits = [];
    private int _attempts;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_passing_failures_are_tried_again_with_doubling_waits_up_to_the_longest()
    {
        var failure = await Assert.ThrowsAsync<HubException>(() => RunAsync(Passing));

        Assert.Equal(6, _attempts);
        Assert.Equal([0.75, 1.5, 3, 4.5, 4.5], _waits.Select(wait => wait.TotalSeconds));
        Assert.Equal("The hub answers 503 when asked for it (tried 6 times).", failure.Message);
    }

    [Fact]
    public async Task RunAsync_hub_that_says_when_is_asked_then()
    {
        var failures = new Queue<HubException>([Asking(2), Asking(0), Asking(6)]);

        await RunAsync(failures.Dequeue, succeedsAfter: 3);

        Assert.Equal([2, 0, 6], _waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task RunAsync_hub_that_asks_for_more_than_the_longest_wait_is_given_up()
    {
        var failure = await Assert.ThrowsAsync<HubException>(() => RunAsync(() => Asking(600)));

        Assert.Equal(1, _attempts);
        Assert.Contains("600 s of patience", failure.Message);
    }

    [Fact]
    public async Task RunAsync_failure_that_will_not_pass_is_thrown_as_it_is()
    {
        var refused = new HubException("The hub does not have it.");

        Assert.Same(refused, await Assert.ThrowsAsync<HubException>(() => RunAsync(() => refused)));
        Assert.Empty(_waits);
    }

    [Fact]
    public async Task RunAsync_that_gets_further_each_time_is_not_given_up()
    {
        await RunAsync(() => new HubException("cut", isInterrupted: true), succeedsAfter: 20, advances: true);

        Assert.Equal(21, _attempts);
        Assert.All(_waits, wait => Assert.Equal(0.75, wait.TotalSeconds));
    }

    private static HubException Passing() => new("The hub answers 503 when asked for it.") { IsPassing = true };

    private static HubException Asking(int seconds) =>
        new("The hub answers 429.") { IsPassing = true, RetryAfter = TimeSpan.FromSeconds(seconds) };

    private Task<bool> RunAsync(Func<HubException> failure, int succeedsAfter = int.MaxValue, bool advances = false)
    {
        var options = new ModelHubOptions
        {
            Address = new Uri("http://localhost"),
            Attempts = 6,
            FirstDelay = TimeSpan.FromSeconds(1),
            LongestDelay = TimeSpan.FromSeconds(6),
        };
        var retry = new HubRetry(options, new InstantTime(), () => 0.5);
        return retry.RunAsync(
            () => _attempts++ < succeedsAfter ? throw failure() : Task.FromResult(true),
            () => advances ? _attempts : 0,
            _waits.Add,
            Token);
    }

    /// <summary>Every wait is over at once.</summary>
    private sealed class InstantTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
