using Footnote.Platform.Hosting;
using Footnote.Platform.Modules;
using Microsoft.Extensions.Logging;

namespace Footnote.Operations.Health;

/// <summary>Asks every part of the server how it is, each for a bounded time.</summary>
internal sealed class HealthChecks(IEnumerable<IHealthContributor> contributors, Readiness readiness, ILogger<HealthChecks> logger)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public bool IsReady => readiness.IsReady;

    public string CurrentStep => readiness.CurrentStep;

    public async Task<IReadOnlyList<HealthCheck>> RunAsync(bool onlyRequired, CancellationToken ct) =>
        await Task.WhenAll(contributors.Where(part => part.IsRequired || !onlyRequired).Select(part => RunOneAsync(part, ct)));

    private async Task<HealthCheck> RunOneAsync(IHealthContributor part, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            var report = await part.CheckAsync(limit.Token).WaitAsync(limit.Token);
            return Note(new HealthCheck(part.Name, part.IsRequired, report.State, report.Reason, report.Data));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Note(new HealthCheck(part.Name, part.IsRequired, HealthState.Unhealthy, "did not answer in time", Data: null));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return Note(new HealthCheck(part.Name, part.IsRequired, HealthState.Unhealthy, fault.GetType().Name, Data: null));
        }
    }

    private HealthCheck Note(HealthCheck check)
    {
        if (check.State == HealthState.Unhealthy)
        {
            Log.CheckFailed(logger, check.Name, check.Reason ?? "no reason given");
            Telemetry.CheckFailed(check.Name);
        }

        return check;
    }
}
