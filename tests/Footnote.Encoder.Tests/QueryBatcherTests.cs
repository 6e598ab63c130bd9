using System.Collections.Concurrent;
using Footnote.Encoder.Scheduling;
using Footnote.Testing;

namespace Footnote.Encoder.Tests;

/// <summary>The window of the batcher, with a clock that stands still and runners that wait for a signal.</summary>
public sealed class QueryBatcherTests : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(2);

    private readonly ManualTimeProvider _clock = new();
    private readonly ConcurrentQueue<int> _sizes = new();
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _mayEnd = new(0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _begun.Dispose();
        _mayEnd.Dispose();
    }

    [Fact]
    public async Task AddAsync_of_a_lone_query_starts_it_at_once()
    {
        using QueryBatcher batcher = Batcher(2);
        for (int i = 0; i < 3; i++)
        {
            Task<float[]> lone = batcher.AddAsync("a", Token);
            await _begun.WaitAsync(Token);
            _mayEnd.Release();
            Assert.Equal(1f, Assert.Single(await lone));
            await Idle(batcher);
        }

        Assert.Equal([1, 1, 1], _sizes);
    }

    [Fact]
    public async Task AddAsync_while_others_run_waits_for_company_until_the_window_ends()
    {
        using QueryBatcher batcher = Batcher(2);
        Task<float[]> first = batcher.AddAsync("a", Token);
        await _begun.WaitAsync(Token);
        Task<float[]> second = batcher.AddAsync("bb", Token);
        _clock.Advance(Window / 2);
        Task<float[]> third = batcher.AddAsync("ccc", Token);
        Assert.Equal(1, batcher.Running);

        _clock.Advance(Window / 2);
        await _begun.WaitAsync(Token);
        Assert.Equal([1, 2], _sizes);
        _mayEnd.Release(2);

        float[][] results = await Task.WhenAll(first, second, third);
        Assert.Equal([1f, 2f, 3f], results.Select(result => result[0]));
    }

    [Fact]
    public async Task AddAsync_that_fills_a_batch_starts_it_before_the_window_ends()
    {
        using QueryBatcher batcher = Batcher(2);
        Task<float[]> first = batcher.AddAsync("a", Token);
        await _begun.WaitAsync(Token);
        Task<float[]>[] rest = [.. Enumerable.Range(0, QueryBatcher.BatchLimit).Select(_ => batcher.AddAsync("bb", Token))];

        await _begun.WaitAsync(Token);
        Assert.Equal([1, QueryBatcher.BatchLimit], _sizes);
        _mayEnd.Release(2);

        await first;
        await Task.WhenAll(rest);
    }

    [Fact]
    public async Task Runner_that_ends_takes_what_waits_before_the_window_ends()
    {
        using QueryBatcher batcher = Batcher(2);
        Task<float[]> first = batcher.AddAsync("a", Token);
        await _begun.WaitAsync(Token);
        Task<float[]> second = batcher.AddAsync("bb", Token);
        _mayEnd.Release(2);

        await Task.WhenAll(first, second);
        await Idle(batcher);
        _clock.Advance(Window);

        Assert.Equal([1, 1], _sizes);
        Assert.Equal(0, batcher.Running);
    }

    [Fact]
    public async Task AddAsync_without_a_window_takes_every_free_runner_at_once()
    {
        using QueryBatcher batcher = Batcher(3, TimeSpan.Zero);
        Task<float[]>[] queries = [.. Enumerable.Range(0, 3).Select(_ => batcher.AddAsync("a", Token))];
        await _begun.WaitAsync(Token);
        _mayEnd.Release(3);

        await Task.WhenAll(queries);

        Assert.Equal(3, _sizes.Sum());
    }

    private async Task Idle(QueryBatcher batcher)
    {
        while (batcher.Running > 0)
        {
            await Task.Delay(1, Token);
        }
    }

    private QueryBatcher Batcher(int runners, TimeSpan? window = null)
    {
        // asked for here: the runners' threads belong to no test
        CancellationToken token = Token;
        return new QueryBatcher(
            runners,
            window ?? Window,
            batch =>
            {
                _sizes.Enqueue(batch.Count);
                _begun.Release();
                _mayEnd.Wait(token);
                foreach (QueryRequest request in batch)
                {
                    request.Completion.SetResult([request.Text.Length]);
                }
            },
            _clock);
    }
}
