using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Footnote.Chat.Answering;

/// <summary>
/// Runs answers in the background, so many at a time, one at a time per conversation. A question reserves its place before it is stored.
/// When the server stops, answers that are not finished end as interrupted.
/// </summary>
internal sealed class AnswerQueue(AnswerRun run, IOptions<ChatOptions> options) : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Value.MaxConcurrentAnswers);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Guid, Task> _running = new();
    private readonly Dictionary<Guid, Task> _conversations = [];
    private readonly Lock _lock = new();
    private int _places = options.Value.MaxWaitingAnswers + options.Value.MaxConcurrentAnswers;

    /// <summary>Takes a place; false when the server has as much to do as it may.</summary>
    public bool TryReserve()
    {
        if (!_stopping.IsCancellationRequested && Interlocked.Decrement(ref _places) >= 0)
        {
            return true;
        }

        Interlocked.Increment(ref _places);
        return false;
    }

    /// <summary>Gives a place back that came to nothing.</summary>
    public void Release() => Interlocked.Increment(ref _places);

    /// <summary>Starts an answer for which a place was taken.</summary>
    public void Enqueue(AnswerJob job)
    {
        lock (_lock)
        {
            Task before = _conversations.GetValueOrDefault(job.ConversationId, Task.CompletedTask);
            Task task = Task.Run(() => RunAsync(job, before));
            _conversations[job.ConversationId] = task;
            _running[job.MessageId] = task;
            _ = task.ContinueWith(_ => Forget(job, task), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _slots.Dispose();
    }

    private async Task RunAsync(AnswerJob job, Task before)
    {
        // an earlier answer ends its own faults; here only its end matters
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        bool hasSlot = await TryTakeSlotAsync();
        try
        {
            await run.RunAsync(job, _stopping.Token);
        }
        finally
        {
            Release();
            if (hasSlot)
            {
                _slots.Release();
            }
        }
    }

    private async Task<bool> TryTakeSlotAsync()
    {
        try
        {
            await _slots.WaitAsync(_stopping.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Forget(AnswerJob job, Task task)
    {
        _running.TryRemove(job.MessageId, out _);
        lock (_lock)
        {
            if (_conversations.GetValueOrDefault(job.ConversationId) == task)
            {
                _conversations.Remove(job.ConversationId);
            }
        }
    }
}
