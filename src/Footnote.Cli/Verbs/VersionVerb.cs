using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote version</c>: the product's and the runtime's version.</summary>
internal static class VersionVerb
{
    public static Command Create()
    {
        var json = Shared.Json();
        var command = new Command("version", "Print the version.") { json };
        command.SetAction(parsed =>
        {
            var version = ProductVersion();
            if (parsed.GetValue(json))
            {
                Shared.WriteJson(new
                {
                    version,
                    runtime = RuntimeInformation.FrameworkDescription,
                    architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
                });
            }
            else
            {
                Console.WriteLine(
                    $"footnote {version} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})");
            }

            return ExitCode.Success;
        });
        return command;
    }

    public static string ProductVersion() =>
        typeof(VersionVerb).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
