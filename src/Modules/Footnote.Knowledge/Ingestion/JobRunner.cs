using Footnote.Knowledge.Documents;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Ingestion;

/// <summary>Runs one claimed job: keeps its lease alive, retries what the server failed at, gives up after the last attempt.</summary>
internal sealed class JobRunner(
    IngestionQueue queue, DocumentIngestor ingestor, VersionPublisher publisher, IOptions<KnowledgeOptions> options,
        ILogger<JobRunner> logger)
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    /// <summary>Takes over the jobs that an earlier run of this server held when it died.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var recovered = await TryAsync(queue.RecoverOwnAsync, cancellationToken);
        if (recovered.Value > 0)
        {
            Log.JobsRecovered(logger, recovered.Value);
        }
    }

    public async Task RunAsync(IngestionJob job, CancellationToken stoppingToken)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var state = new JobProgress();
        var heartbeat = KeepAliveAsync(job, state, work);
        try
        {
            await AttemptAsync(job, state, work.Token);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            using var release = new CancellationTokenSource(StopTime);
            await TryAsync(token => queue.ReleaseAsync(job, token), release.Token);
        }
        catch (OperationCanceledException)
        {
            Log.LeaseLost(logger, job.DocumentId);
        }
        catch (Exception exception)
        {
            await HandleFailureAsync(job, exception, stoppingToken);
        }
        finally
        {
            await work.CancelAsync();
            await heartbeat;
        }
    }

    /// <summary>Runs an action whose failure must not end the worker.</summary>
    public async Task<(T? Value, bool Failed)> TryAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            return (await action(cancellationToken), false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.QueueUnavailable(logger, exception);
            return (default, true);
        }
    }

    private Task<(bool Value, bool Failed)> TryAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken) =>
        TryAsync(
            async token =>
            {
                await action(token);
                return true;
            },
            cancellationToken);

    private async Task AttemptAsync(IngestionJob job, JobProgress state, CancellationToken cancellationToken)
    {
        if (job.Attempts > options.Value.IngestionAttempts)
        {
            await GiveUpAsync(job, cancellationToken);
            return;
        }

        var isOurs = await ingestor.IngestAsync(job, value => state.Value = value, cancellationToken);
        if (isOurs)
        {
            Log.DocumentDone(logger, job.DocumentId, job.Attempts);
        }
        else
        {
            Log.LeaseLost(logger, job.DocumentId);
        }
    }

    private async Task HandleFailureAsync(IngestionJob job, Exception exception, CancellationToken cancellationToken)
    {
        Log.AttemptFailed(logger, exception, job.DocumentId, job.Attempts);
        await TryAsync(
            token => job.Attempts >= options.Value.IngestionAttempts ? GiveUpAsync(job, token)
                : queue.RetryAsync(job, exception.GetType().Name, token),
            cancellationToken);
    }

    private Task GiveUpAsync(IngestionJob job, CancellationToken cancellationToken)
    {
        const string Message = "The server failed at this document repeatedly. Its log says why; upload it again or ask the operator.";
        var failure = new DocumentFailure(DocumentStatus.Failed, "INGESTION_FAILED", Message) { IsGivenUp = true };
        return publisher.FailAsync(job, failure, cancellationToken);
    }

    private async Task KeepAliveAsync(IngestionJob job, JobProgress state, CancellationTokenSource work)
    {
        var shown = 0.0;
        var sinceRenewal = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var ticksPerRenewal = Math.Max(1, (int)(options.Value.LeaseTime / 3 / timer.Period));
        try
        {
            while (await timer.WaitForNextTickAsync(work.Token))
            {
                var progress = state.Value;
                if (progress <= shown && ++sinceRenewal < ticksPerRenewal)
                {
                    continue;
                }

                (shown, sinceRenewal) = (progress, 0);
                var renewed = await TryAsync(token => queue.RenewAsync(job, progress, token), work.Token);
                if (renewed is { Failed: false, Value: false })
                {
                    await work.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the job has ended
        }
    }

    private sealed class JobProgress
    {
        private double _value;

        public double Value
        {
            get => Volatile.Read(ref _value);
            set => Volatile.Write(ref _value, value);
        }
    }
}
