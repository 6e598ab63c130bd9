using System.Diagnostics;

namespace Footnote.Cli.Tests;

/// <summary>Runs the built command line as its users do: as a process.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Task<CommandResult> RunAsync(params string[] args) =>
        RunAsync(new Dictionary<string, string?>(StringComparer.Ordinal), args);

    public static async Task<CommandResult> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] args)
    {
        using var process = Start(environment, args);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"footnote {string.Join(' ', args)} did not end.", late);
        }

        return new CommandResult(process.ExitCode, await output, await errors);
    }

    public static Process Start(IReadOnlyDictionary<string, string?> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "footnote.dll"), .. args])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("FOOTNOTE_URL");
        start.Environment.Remove("FOOTNOTE_TOKEN");
        start.Environment.Remove("FOOTNOTE_DATA");
        start.Environment.Remove("FOOTNOTE_HUB");
        start.Environment.Remove("FOOTNOTE_HUB_TOKEN");
        start.Environment.Remove("FOOTNOTE_HUB_TOKEN_FILE");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }
}
