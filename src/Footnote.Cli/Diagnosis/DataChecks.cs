using Footnote.Client;
using Footnote.Client.Diagnosis;
using Footnote.Platform.Hosting;

namespace Footnote.Cli.Diagnosis;

/// <summary>
/// Proofs that the stored data belong together: asked of the running server, or of one that is started for this command alone.
/// </summary>
internal static class DataChecks
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(DataFolder folder, bool repair, CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.OperatorToken) && Environment.GetEnvironmentVariable("FOOTNOTE_URL") is not { Length: > 0 })
        {
            return [Finding.Ok("stored data", "none yet")];
        }

        try
        {
            await using var session = await OperatorSession.OpenAsync(folder, cancellationToken);
            var diagnosis = session.Client.Diagnosis;
            var report = repair ? await diagnosis.RepairAsync(cancellationToken) : await diagnosis.RunAsync(cancellationToken);
            return [.. report.Checks.Select(ToFinding)];
        }
        catch (Exception fault) when (fault is FootnoteApiException or HttpRequestException or UsageException or StartupException)
        {
            return
            [
                Finding.Failed(
                    "stored data", $"not checked: {fault.Message}", "start the server and try again", ExitCode.ServerUnreachable),
            ];
        }
    }

    private static Finding ToFinding(DiagnosticFinding check)
    {
        var more = check.Found > check.Examples.Count ? ", ..." : "";
        var examples = check.Examples.Count == 0 ? "" : $" ({string.Join(", ", check.Examples)}{more})";
        var detail = check.Detail + examples;
        return check.Status switch
        {
            "ok" => Finding.Ok(check.Name, detail),
            "repaired" => new Finding(check.Name, "repaired", detail, check.Advice),
            _ => Finding.Failed(check.Name, detail, check.Advice ?? "see the server's log", ExitCode.Inconsistent),
        };
    }
}
