using System.Data;
using Dapper;
using Footnote.Knowledge.Changes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Vectors.Feed;

/// <summary>
/// Keeps the index outside and watches how far it is. One server of an installation at a time writes, the others look on and one of them
/// takes over when it is gone.
/// </summary>
internal sealed class VectorFeedWorker(
    VectorFeedSources sources,
    VectorFeeds feeds,
    VectorFeedState state,
    IOptions<KnowledgeOptions> options,
    ILogger<VectorFeedWorker> logger) : BackgroundService
{
    private int _failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Vectors.IsOutside)
        {
            return;
        }

        await sources.Readiness.WhenReadyAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.VectorFeedFailed(logger, exception);
                await Task.Delay(Pause(), stoppingToken);
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var connection = await sources.Database.OpenSystemAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            $"listen {ChangeLog.Channel}; listen {VectorFeedTable.Channel}", cancellationToken: cancellationToken));
        var isWriter = false;
        try
        {
            while (true)
            {
                isWriter = isWriter || await TryTakeTurnAsync(connection, cancellationToken);
                var hasMore = isWriter && await WriteAsync(connection, cancellationToken);
                await LookAsync(connection, cancellationToken);
                if (!hasMore)
                {
                    await connection.WaitAsync(options.Value.PollInterval, cancellationToken);
                }
            }
        }
        finally
        {
            await GiveTurnBackAsync(connection);
        }
    }

    /// <summary>The pool would keep the session, and the turn with it.</summary>
    private static async Task GiveTurnBackAsync(NpgsqlConnection connection)
    {
        try
        {
            if (connection.State == ConnectionState.Open)
            {
                await connection.ExecuteAsync("select pg_advisory_unlock_all()");
            }
        }
        catch (NpgsqlException)
        {
            // it ended with the connection
        }
    }

    /// <summary>One round; a failure of the index outside is told to all servers and waited for, with the turn kept.</summary>
    private async Task<bool> WriteAsync(NpgsqlConnection turn, CancellationToken cancellationToken)
    {
        try
        {
            var hasMore = await feeds.RunAsync(turn, cancellationToken);
            await VectorFeedTable.SayAsync(turn, trouble: null, cancellationToken);
            _failures = 0;
            return hasMore;
        }
        catch (VectorIndexException fault)
        {
            Log.VectorFeedStopped(logger, fault.Fault, fault.Message);
            await VectorFeedTable.SayAsync(turn, fault.Message, cancellationToken);
            await LookAsync(turn, cancellationToken);
            await Task.Delay(Pause(), cancellationToken);
            return true;
        }
    }

    private async Task LookAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var head = await ChangeLog.LastAsync(connection, cancellationToken);
        state.Show(await VectorFeedTable.ListAsync(connection, cancellationToken), sources.Host.ModelId, head);
    }

    private static Task<bool> TryTakeTurnAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<bool>(new CommandDefinition(
            "select pg_try_advisory_lock(@LockKey)", new { VectorFeeds.LockKey }, cancellationToken: cancellationToken));

    /// <summary>Doubles with every failure in a row.</summary>
    private TimeSpan Pause()
    {
        const int MostDoublings = 20;
        var vectors = options.Value.Vectors;
        var pause = vectors.RetryDelay * Math.Pow(2, Math.Min(_failures++, MostDoublings));
        return pause < vectors.MaxRetryDelay ? pause : vectors.MaxRetryDelay;
    }
}
