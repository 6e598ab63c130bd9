using System.Collections.Concurrent;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Footnote.Chat.Streaming;

/// <summary>Listens for the database's hint that an answer has new events. A missed hint costs a moment: readers also poll.</summary>
internal sealed class StreamHints(ModuleDatabase<ChatSchema> database, Readiness readiness, TimeProvider time, ILogger<StreamHints> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waiting = new();

    /// <summary>Completes at the next hint about the answer.</summary>
    public Task NextAsync(Guid messageId) =>
        _waiting.GetOrAdd(messageId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Nobody waits for the answer any more, or whoever does looks again.</summary>
    public void Forget(Guid messageId)
    {
        if (_waiting.TryRemove(messageId, out TaskCompletionSource? signal))
        {
            signal.TrySetResult();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException)
            {
                Log.HintsLost(logger, fault);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using NpgsqlConnection connection = await database.OpenSystemAsync(ct);
        connection.Notification += (_, notification) => Wake(notification.Payload);
        await using (NpgsqlCommand listen = connection.CreateCommand())
        {
            listen.CommandText = $"listen {EventStore.Channel}";
            await listen.ExecuteNonQueryAsync(ct);
        }

        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }

    private void Wake(string payload)
    {
        if (Guid.TryParse(payload, out Guid id))
        {
            Forget(id);
        }
    }
}
