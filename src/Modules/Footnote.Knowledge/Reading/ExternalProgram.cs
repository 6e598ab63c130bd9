using System.Diagnostics;
using System.Text;

namespace Footnote.Knowledge.Reading;

/// <summary>
/// Runs a program of the system under limits: time, address space, processor time, no files written, an empty environment and, where the
/// system allows it, no network.
/// </summary>
internal static class ExternalProgram
{
    private const int ErrorBytes = 16 * 1024;
    private const int BytesPerCharacter = 2;
    private static readonly Lazy<Task<bool>> HasNamespaces = new(ProbeNamespacesAsync);

    public static async Task<ProgramOutput> RunAsync(
        string program, IReadOnlyList<string> arguments, ReadingLimits limits, int maximumCharacters, CancellationToken cancellationToken)
    {
        var bytes = (int)Math.Min((long)maximumCharacters * BytesPerCharacter, Array.MaxLength);
        var call = new ProgramCall(program, arguments) { MaximumBytes = bytes };
        var output = await RunAsync(call, limits, cancellationToken);
        var text = Encoding.UTF8.GetString(output.Bytes.Span);
        var isCut = output.IsCut || text.Length > maximumCharacters;
        return new ProgramOutput(output.ExitCode, isCut ? text[..Math.Min(text.Length, maximumCharacters)] : text, output.Errors, isCut);
    }

    public static async Task<ProgramBytes> RunAsync(ProgramCall call, ReadingLimits limits, CancellationToken cancellationToken)
    {
        var isolated = await HasNamespaces.Value;
        string[] arguments = [.. LimitArguments(limits), .. isolated ? Isolation : [], call.Program, .. call.Arguments];
        using var process = new Process { StartInfo = StartInfo("prlimit", arguments) };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new UnreadableFileException(ReadingFailures.Unsupported,
                "A program this format needs is not installed (prlimit of util-linux).");
        }

        try
        {
            var input = WriteAsync(process, call.Input, cancellationToken);
            var errors = ReadErrorsAsync(process.StandardError.BaseStream, cancellationToken);
            var output = new MemoryStream();
            var isCut = await ReadBoundedAsync(process.StandardOutput.BaseStream, output, call.MaximumBytes, cancellationToken);
            if (isCut)
            {
                process.Kill(entireProcessTree: true);
            }

            await input;
            var error = await errors;
            await process.WaitForExitAsync(cancellationToken);
            return new ProgramBytes(process.ExitCode, output.GetBuffer().AsMemory(0, (int)output.Length), error, isCut);
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
            UseShellExecute = false,
        };
        var path = start.Environment.TryGetValue("PATH", out var value) ? value : "/usr/bin:/bin";
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["LC_ALL"] = "C.UTF-8";
        // several files are read at once: one thread each
        start.Environment["OMP_THREAD_LIMIT"] = "1";
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

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // the program ended before it had read everything
        }
    }

    /// <summary>The first errors; the rest is read and dropped, so that the program is not held up.</summary>
    private static async Task<string> ReadErrorsAsync(Stream stream, CancellationToken cancellationToken)
    {
        var first = new MemoryStream();
        if (await ReadBoundedAsync(stream, first, ErrorBytes, cancellationToken))
        {
            await stream.CopyToAsync(Stream.Null, cancellationToken);
        }

        return Encoding.UTF8.GetString(first.GetBuffer(), 0, (int)first.Length);
    }

    /// <summary>True when there was more than the maximum.</summary>
    private static async Task<bool> ReadBoundedAsync(Stream stream, MemoryStream output, int maximum, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var room = maximum - (int)output.Length;
            output.Write(buffer, 0, Math.Min(read, room));
            if (read > room)
            {
                return true;
            }
        }

        return false;
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
