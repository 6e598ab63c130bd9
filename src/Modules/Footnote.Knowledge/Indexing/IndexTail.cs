using Footnote.Platform.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Indexing;

/// <summary>
/// Follows the change log as long as the server runs; a lost connection is made anew. At the end the state is kept for the next start.
/// </summary>
internal sealed class IndexTail(
    IndexFollower follower,
    IndexFreshness freshness,
    Readiness readiness,
    IOptions<KnowledgeOptions> options,
    ILogger<IndexTail> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (readiness.IsReady)
        {
            await follower.KeepAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                freshness.IsFollowing = true;
                await follower.FollowAsync(options.Value.PollInterval, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                freshness.IsFollowing = false;
                Log.TailFailed(logger, exception);
                await Task.Delay(AfterFailure, stoppingToken);
            }
        }
    }
}
