using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Footnote.Testing;

namespace Footnote.Cli.Tests;

/// <summary>One server process for the tests of the verbs about a running server.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly string[] _arguments;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    public RunningServer()
        : this([])
    {
    }

    internal RunningServer(params string[] arguments) => _arguments = arguments;

    public string Data => Path.Combine(_folder.Root, "data");

    public int Port { get; private set; }

    /// <summary>Variables of the server's environment; set them before it starts.</summary>
    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        _process = Command.Start(Environment, ["serve", "--data", Data, "--port", "0", .. _arguments]);
        var ready = await ReadUntilReadyAsync(_process).WaitAsync(Patience);
        Port = new Uri(ready[(ready.IndexOf("http", StringComparison.Ordinal))..]).Port;
    }

    /// <summary>Stops the server as a service manager does (a parent may have it ignore SIGINT) and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        var process = _process ?? throw new InvalidOperationException("The server is not running.");
        using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(Patience);
        _process = null;
        var exitCode = process.ExitCode;
        process.Dispose();
        return exitCode;
    }

    /// <summary>Ends the server as a power failure does; its database process is left behind.</summary>
    public async Task KillAsync()
    {
        using var process = _process ?? throw new InvalidOperationException("The server is not running.");
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
        _process = null;
    }

    public string Url() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Data, "server.json"))).RootElement.GetProperty("url").GetString() ?? "";

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await StopAsync();
        }

        _folder.Dispose();
    }

    private static async Task<string> ReadUntilReadyAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("is ready on", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return line;
            }
        }

        throw new InvalidOperationException($"The server did not start: {await process.StandardError.ReadToEndAsync()}");
    }
}
