using System.Diagnostics;
using System.Text;

namespace Footnote.Knowledge.Reading;

/// <summary>
/// Runs a program of the system under limits: time, address space, processor time, no files written, an empty environment and, where the
/// system allows it, no network.
/// </summary>
internal static class ExternalProgram
{
    private const int ErrorCharacters = 16 * 1024;
    private static readonly Lazy<Task<bool>> HasNamespaces = new(ProbeNamespacesAsync);

    public static async Task<ProgramOutput> RunAsync(
        string program, IReadOnlyList<string> arguments, ReadingLimits limits, int maximumCharacters, CancellationToken cancellationToken)
    {
        var isolated = await HasNamespaces.Value;
        var start = StartInfo("prlimit", [.. LimitArguments(limits), .. isolated ? Isolation : [], program, .. arguments]);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new UnreadableFileException(ReadingFailures.Unsupported,
                "A program this format needs is not installed (prlimit of util-linux).");
        }

        process.StandardInput.Close();
        try
        {
            var errors = ReadBoundedAsync(process.StandardError, ErrorCharacters, cancellationToken);
            var output = await ReadBoundedAsync(process.StandardOutput, maximumCharacters, cancellationToken);
            if (output.IsCut)
            {
                process.Kill(entireProcessTree: true);
            }

            var error = await errors;
            await process.WaitForExitAsync(cancellationToken);
            return new ProgramOutput(process.ExitCode, output.Text, error.Text, output.IsCut);
        }
        finally
        {
            Stop(process);
        }
    }

    private static IReadOnlyList<string> Isolation { get; } = ["unshare", "--user", "--map-root-user", "--net", "--"];

    private static IReadOnlyList<string> LimitArguments(ReadingLimits limits) =>
    [
        $"--as={limits.ProcessBytes}",
        $"--cpu={(long)Math.Ceiling(limits.Time.TotalSeconds)}",
        "--fsize=0",
        "--core=0",
        "--nofile=64",
        "--",
    ];

    private static ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        var path = start.Environment.TryGetValue("PATH", out var value) ? value : "/usr/bin:/bin";
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    private static async Task<bool> ProbeNamespacesAsync()
    {
        try
        {
            using var process = Process.Start(StartInfo(Isolation[0], [.. Isolation.Skip(1), "true"]));
            if (process is null)
            {
                return false;
            }

            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(string Text, bool IsCut)> ReadBoundedAsync(StreamReader reader, int maximum,
        CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[16 * 1024];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var room = maximum - text.Length;
            text.Append(buffer, 0, Math.Min(read, Math.Max(room, 0)));
            if (read > room && maximum != ErrorCharacters)
            {
                return (text.ToString(), true);
            }
        }

        return (text.ToString(), false);
    }

    private static void Stop(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // it ended between the question and the signal
        }
    }
}
