namespace Footnote.Knowledge.Sources.Web;

/// <summary>Keeps the pause between the requests to a site.</summary>
internal sealed class CrawlPace(TimeSpan pause, TimeProvider timeProvider)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public TimeSpan Pause { get; private set; } = pause;

    public void SlowDown(TimeSpan? asked) => Pause = asked > Pause ? asked.Value : Pause;

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = _next - timeProvider.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, timeProvider, cancellationToken);
        }

        _next = timeProvider.GetUtcNow() + Pause;
    }

    /// <summary>A site that is overloaded says when to come back.</summary>
    public void PutOff(TimeSpan? retryAfter)
    {
        var wait = retryAfter ?? Pause * 5;
        var later = timeProvider.GetUtcNow() + (wait < LongestWait ? wait : LongestWait);
        _next = later > _next ? later : _next;
    }
}
