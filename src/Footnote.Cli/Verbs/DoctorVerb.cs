using System.CommandLine;
using Footnote.Cli.Diagnosis;

namespace Footnote.Cli.Verbs;

/// <summary>
/// <c>footnote doctor</c>: checks the machine, the data folder and, when it runs, the server; then it proves that the stored data belong
/// together.
/// </summary>
internal static class DoctorVerb
{
    public static Command Create()
    {
        var data = Shared.Data();
        var json = Shared.Json();
        var repair = new Option<bool>("--repair") { Description = "Mend what may be mended of the stored data." };
        var command = new Command("doctor", "Check the installation. The exit code is that of the first failed check.")
        {
            repair, data, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Shared.DataFolderOf(parsed.GetValue(data));
            List<Finding> findings =
            [
                .. InstallationChecks.Run(folder),
                .. await ServerChecks.RunAsync(folder, cancellationToken),
                .. await DataChecks.RunAsync(folder, parsed.GetValue(repair), cancellationToken),
            ];
            foreach (var finding in findings)
            {
                if (parsed.GetValue(json))
                {
                    Shared.WriteJson(finding);
                }
                else
                {
                    Console.WriteLine($"{finding.Status,-8} {finding.Name,-12} "
                        + $"{finding.Detail}{(finding.Advice is null ? "" : $"\n{"",22}{finding.Advice}")}");
                }
            }

            return findings.FirstOrDefault(finding => finding.Status == "failed")?.ExitCode ?? ExitCode.Success;
        });
        return command;
    }
}
