using Footnote.Platform.Errors;

namespace Footnote.Identity.Users;

/// <summary>
/// Lets only as many password hashes run at once as there are cores, and only so many wait: each costs about 80 ms of a core.
/// </summary>
internal sealed class HashingGate : IDisposable
{
    private const int MaxWaiting = 64;
    private readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount));
    private int _waiting;

    public async Task<Result<T>> RunAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return IdentityErrors.Busy();
        }

        try
        {
            await _cores.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return Result.Success(await Task.Run(work, ct));
        }
        finally
        {
            _cores.Release();
        }
    }

    public void Dispose() => _cores.Dispose();
}
