using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Footnote.Platform.Postgres;
using Footnote.Server.Configuration;
using Microsoft.Extensions.Options;

namespace Footnote.Server.Starting;

/// <summary>
/// Gives the server its database: the private cluster, which it starts, restarts when it crashes and stops; or the one that is configured.
/// </summary>
internal sealed class ClusterHost(
    DataFolder folder,
    Database database,
    IOptions<DatabaseOptions> options,
    ServerOutcome outcome,
    IServiceProvider services) : IAsyncDisposable
{
    private const int MaxRestarts = 5;
    private static readonly TimeSpan RestartPause = TimeSpan.FromMilliseconds(500);
    private readonly ILogger _logger = services.GetRequiredService<ILogger<ClusterHost>>();
    private readonly CancellationTokenSource _stopping = new();
    private EmbeddedPostgres? _cluster;

    public EmbeddedPostgres? Cluster => _cluster;

    public async Task StartAsync(CancellationToken ct)
    {
        if (options.Value.ConnectionString is { Length: > 0 } external)
        {
            database.Connect(external);
            await CheckExternalAsync(ct);
            return;
        }

        var secret = SecretFile.ReadOrCreate(Path.Combine(folder.Keys, "postgres.secret"), () => SecretFile.Generate("fnp_"));
        _cluster = new EmbeddedPostgres(new EmbeddedPostgresOptions
        {
            Folder = folder.Database,
            BinariesFolder = options.Value.BinariesFolder,
            Password = secret,
            SharedBuffersMegabytes = options.Value.SharedBuffersMegabytes,
        });
        await _cluster.StartAsync(ct);
        if (_cluster.StoppedOrphan)
        {
            Log.OrphanStopped(_logger);
        }

        _cluster.Ended = output => _ = Task.Run(() => RestartAsync(output, _stopping.Token), CancellationToken.None);
        database.Connect(_cluster.ConnectionString());
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await database.DisposeAsync();
        if (_cluster is { } cluster)
        {
            await cluster.StopAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task CheckExternalAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await database.OpenAsync(ct);
            if (connection.PostgreSqlVersion.Major < 15)
            {
                throw new StartupException(
                    ExitCode.MissingDependency,
                    $"The configured database is PostgreSQL {connection.PostgreSqlVersion}; 15 or newer is needed.");
            }
        }
        catch (Npgsql.NpgsqlException fault)
        {
            throw new StartupException(
                ExitCode.MissingDependency,
                $"The configured database (Footnote:Database:ConnectionString) cannot be used: {fault.Message}",
                fault);
        }
    }

    private async Task RestartAsync(string output, CancellationToken ct)
    {
        Log.ClusterEnded(_logger, output);
        for (var attempt = 1; attempt <= MaxRestarts && !ct.IsCancellationRequested; attempt++)
        {
            try
            {
                await Task.Delay(RestartPause * attempt, ct);
                await _cluster!.StartAsync(ct);
                Log.ClusterRestarted(_logger);
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (StartupException fault) when (attempt == MaxRestarts)
            {
                outcome.Fail(fault);
                services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            }
            catch (StartupException fault)
            {
                Log.ClusterRestartFailed(_logger, fault.Message);
            }
        }
    }
}
