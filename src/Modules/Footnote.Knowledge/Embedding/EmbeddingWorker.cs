using Footnote.Platform.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Embedding;

/// <summary>Makes missing embeddings: at the start, now and then, when told to, and all the time while the model is being
/// changed.</summary>
internal sealed class EmbeddingWorker(
    EmbeddingRound round,
    EmbeddingSignal signal,
    Readiness readiness,
    IOptions<KnowledgeOptions> options,
    ILogger<EmbeddingWorker> logger) : BackgroundService
{
    private const int RoundsBetweenChecks = 600;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        for (var rounds = 0; !stoppingToken.IsCancellationRequested; rounds++)
        {
            var isWoken = await signal.WaitAsync(rounds == 0 ? TimeSpan.Zero : options.Value.PollInterval, stoppingToken);
            try
            {
                var filled = await round.RunAsync(isWoken || rounds % RoundsBetweenChecks == 0, stoppingToken);
                if (filled > 0)
                {
                    Log.EmbeddingsFilled(logger, filled);
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.EmbeddingFailed(logger, fault);
                await Task.Delay(AfterFailure, stoppingToken);
            }
        }
    }
}
