using System.Globalization;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Storage;
using Microsoft.Extensions.Logging;

namespace Footnote.Knowledge.Ingestion;

/// <summary>
/// Runs one claimed job to its one outcome: published, failed with a reason, tried again, put off while the object store is away, or given
/// up after the last attempt or when its time is over. Work that does not stop when its time is over is left behind: it cannot change
/// anything any more.
/// </summary>
internal sealed class JobRunner(
    IngestionQueue queue, DocumentIngestor ingestor, VersionPublisher publisher, JobSupervision supervision, ILogger<JobRunner> logger)
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    public async Task RunAsync(IngestionJob job, CancellationToken stoppingToken)
    {
        var work = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var state = new JobProgress();
        var heartbeat = supervision.Heartbeat.RunAsync(job, state, work);
        var attempt = Task.Run(() => AttemptAsync(job, state, work.Token, stoppingToken), CancellationToken.None);
        try
        {
            if (!await supervision.EndsInTimeAsync(attempt))
            {
                await TimeOutAsync(job, stoppingToken);
            }
        }
        finally
        {
            await work.CancelAsync();
            await heartbeat;
        }

        if (!await supervision.EndsAsync(attempt, StopTime))
        {
            Log.JobLeftBehind(logger, job.DocumentId);
        }

        _ = attempt.ContinueWith(_ => work.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task AttemptAsync(
        IngestionJob job, JobProgress state, CancellationToken workToken, CancellationToken stoppingToken)
    {
        try
        {
            await IngestAsync(job, state, workToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            using var release = new CancellationTokenSource(StopTime);
            await supervision.Faults.TryAsync(token => queue.ReleaseAsync(job, token), release.Token);
        }
        catch (OperationCanceledException) when (workToken.IsCancellationRequested)
        {
            Log.LeaseLost(logger, job.DocumentId);
        }
        catch (Exception exception)
        {
            await HandleFailureAsync(job, exception, stoppingToken);
        }
    }

    private async Task IngestAsync(IngestionJob job, JobProgress state, CancellationToken cancellationToken)
    {
        if (job.Attempts > supervision.Attempts)
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
        var reason = exception.GetType().Name;
        await supervision.Faults.TryAsync(
            token => exception is ObjectStoreException { Fault: not ObjectStoreFault.Wrong } ? queue.PutOffAsync(job, reason, token)
                : job.Attempts >= supervision.Attempts ? GiveUpAsync(job, token)
                : queue.RetryAsync(job, reason, token),
            cancellationToken);
    }

    private Task GiveUpAsync(IngestionJob job, CancellationToken cancellationToken)
    {
        const string Message = "The server failed at this document repeatedly. Its log says why; try again or ask the operator.";
        var failure = new DocumentFailure(DocumentStatus.Failed, "INGESTION_FAILED", Message) { IsGivenUp = true };
        return publisher.FailAsync(job, failure, cancellationToken);
    }

    private async Task TimeOutAsync(IngestionJob job, CancellationToken cancellationToken)
    {
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"Reading and indexing it took longer than the limit of {supervision.Limit:g} (Footnote:Knowledge:IngestionTime).");
        var failure = new DocumentFailure(DocumentStatus.Failed, "INGESTION_TIMEOUT", message) { IsGivenUp = true };
        Log.JobTimedOut(logger, job.DocumentId, supervision.Limit);
        await supervision.Faults.TryAsync(token => publisher.FailAsync(job, failure, token), cancellationToken);
    }
}
