using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Footnote.Knowledge.Sources.Git;

/// <summary>Runs git in one repository, bounded in time and in the size of the files it writes.</summary>
internal sealed class GitProgram(string folder, IReadOnlyDictionary<string, string> environment, GitLimits limits)
{
    private const int MostErrorCharacters = 4000;

    /// <summary>Runs a command whose output is of no interest.</summary>
    public async Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        await using var output = process.StandardOutput.BaseStream;
        await FinishAsync(process, stream => stream.CopyToAsync(Stream.Null, cancellationToken), cancellationToken);
    }

    /// <summary>Runs a command and hands its output over while it comes.</summary>
    public async Task ReadAsync(IReadOnlyList<string> arguments, Func<Stream, Task> read, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        await FinishAsync(process, read, cancellationToken);
    }

    private async Task FinishAsync(Process process, Func<Stream, Task> read, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limits.Time);
        try
        {
            var errors = ReadErrorsAsync(process.StandardError, time.Token);
            await read(process.StandardOutput.BaseStream).WaitAsync(time.Token);
            await process.WaitForExitAsync(time.Token);
            var error = await errors;
            if (process.ExitCode != 0)
            {
                throw new SourceException(FailureOf(process.ExitCode, error));
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException(SourceFailures.TimedOut(), exception);
        }
        finally
        {
            Stop(process);
        }
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(
            "prlimit",
            [
                string.Create(CultureInfo.InvariantCulture, $"--fsize={limits.RepositoryBytes}"), "--core=0", "--", "git", .. arguments,
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        start.WorkingDirectory = folder;
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start) ?? throw new SourceException(SourceFailures.GitMissing());
            process.StandardInput.Close();
            return process;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new SourceException(SourceFailures.GitMissing(), exception);
        }
    }

    private static SourceFailure FailureOf(int exitCode, string error)
    {
        if (exitCode is 127 || error.Contains("failed to execute git", StringComparison.Ordinal))
        {
            return SourceFailures.GitMissing();
        }

        var last = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(line => line.StartsWith("fatal:", StringComparison.Ordinal)
                || line.StartsWith("error:", StringComparison.Ordinal));
        return exitCode > 128 ? SourceFailures.Git("git was stopped by a limit; the repository may be too large.")
            : SourceFailures.Git(last is null ? "git failed without a message." : $"git says: {last[..Math.Min(last.Length, 300)]}");
    }

    private static async Task<string> ReadErrorsAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[1024];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            text.Append(buffer, 0, read);
            if (text.Length > MostErrorCharacters)
            {
                text.Remove(0, text.Length - MostErrorCharacters);
            }
        }

        return text.ToString();
    }

    private static void Stop(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // it ended between the question and the signal
        }
    }
}
