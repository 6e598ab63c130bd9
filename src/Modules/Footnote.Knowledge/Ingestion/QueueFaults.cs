using Microsoft.Extensions.Logging;

namespace Footnote.Knowledge.Ingestion;

/// <summary>Runs what a worker does beside its documents: a failure is logged and does not end the worker.</summary>
internal sealed class QueueFaults(ILogger<QueueFaults> logger)
{
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

    public Task<(bool Value, bool Failed)> TryAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken) =>
        TryAsync(
            async token =>
            {
                await action(token);
                return true;
            },
            cancellationToken);
}
