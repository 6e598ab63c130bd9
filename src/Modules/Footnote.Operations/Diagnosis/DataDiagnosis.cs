using Footnote.Platform.Modules;

namespace Footnote.Operations.Diagnosis;

/// <summary>Runs the checks of all modules, one after the other: the later ones see what the earlier ones mended.</summary>
internal sealed class DataDiagnosis(IEnumerable<IDiagnosticCheck> checks) : IDisposable
{
    private readonly SemaphoreSlim _running = new(1);

    public async Task<DiagnosticReport> RunAsync(bool repair, CancellationToken ct)
    {
        await _running.WaitAsync(ct);
        try
        {
            var findings = new List<DiagnosticFinding>();
            foreach (var check in checks)
            {
                findings.Add(DiagnosticFinding.From(check.Name, await check.RunAsync(repair, ct)));
            }

            return new DiagnosticReport(Worst(findings), findings);
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();

    private static string Worst(List<DiagnosticFinding> findings)
    {
        if (findings.Exists(finding => finding.Status == DiagnosticFinding.Failed))
        {
            return DiagnosticFinding.Failed;
        }

        return findings.Exists(finding => finding.Status == DiagnosticFinding.Mended) ? DiagnosticFinding.Mended : DiagnosticFinding.Ok;
    }
}
