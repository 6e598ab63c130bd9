using System.Text.Json;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Footnote.Platform.Http;
using Footnote.Platform.Modules;

namespace Footnote.Server.Starting;

/// <summary>Runs once the server listens: database, migrations, the modules' steps. Requests get 503 STARTING until all is done.</summary>
internal sealed class StartupSequence(
    ClusterHost cluster,
    MigrationRunner migrations,
    IServiceProvider services,
    ILogger<StartupSequence> logger) : IHostedLifecycleService, IDisposable
{
    private readonly Readiness _readiness = services.GetRequiredService<Readiness>();
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    public Task StopAsync(CancellationToken cancellationToken) => _running;

    /// <summary>The last thing of all: every module has let go of the database.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        File.Delete(services.GetRequiredService<DataFolder>().ServerInfo);
        await cluster.StopAsync();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await StepAsync("database", cluster.StartAsync, ct);
            await StepAsync("migrations", migrations.RunAsync, ct);
            foreach (var step in services.GetServices<IStartupStep>().OrderBy(step => step.Order))
            {
                await StepAsync(step.Name, step.RunAsync, ct);
            }

            WriteServerInfo();
            _readiness.Complete();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Told to stop while starting.
        }
        catch (Exception fault)
        {
            Fail(fault);
        }
    }

    private async Task StepAsync(string name, Func<CancellationToken, Task> run, CancellationToken ct)
    {
        _readiness.Begin(name);
        var began = _time.GetTimestamp();
        await run(ct);
        Log.StepDone(logger, name, (long)_time.GetElapsedTime(began).TotalMilliseconds);
    }

    private void Fail(Exception fault)
    {
        var folder = services.GetRequiredService<DataFolder>();
        var known = fault switch
        {
            StartupException startup => startup,
            MigrationException migration => new StartupException(ExitCode.DataFolder, migration.Message, migration),
            Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.DiskFull } => new StartupException(
                ExitCode.DataFolder,
                $"The disk that holds {folder.Root} is full. Free some space and start again; nothing is lost.",
                fault),
            _ => DiskFaults.ToStartupException(fault, folder.Root),
        };
        if (known is null)
        {
            Log.StartFailed(logger, fault, _readiness.CurrentStep);
            known = new StartupException(ExitCode.Failed, $"The server could not start ({_readiness.CurrentStep}): {fault.Message}", fault);
        }

        services.GetRequiredService<ServerOutcome>().Fail(known);
        services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
    }

    private void WriteServerInfo()
    {
        var folder = services.GetRequiredService<DataFolder>();
        var info = new ServerInfo(services.GetRequiredService<ServerAddress>().Local, Environment.ProcessId, _time.GetUtcNow());
        SecretFile.WriteAtomically(folder.ServerInfo, JsonSerializer.Serialize(info, JsonDefaults.Options));
    }

    private sealed record ServerInfo(Uri Url, int ProcessId, DateTimeOffset StartedAt);
}
