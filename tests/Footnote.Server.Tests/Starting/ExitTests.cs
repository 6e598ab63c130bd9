using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Footnote.Platform.Hosting;
using Footnote.Testing;

namespace Footnote.Server.Tests.Starting;

/// <summary>How a server that cannot start ends: a code for scripts, a sentence for people.</summary>
public sealed class ExitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Serve_with_wrong_settings_lists_every_fault()
    {
        using var folder = new TemporaryFolder();

        var (code, errors) = await RunAsync(folder, settings: new Dictionary<string, string?>
        {
            ["Footnote:Server:Bind"] = "everywhere",
            ["Footnote:Identity:AccessTokenMinutes"] = "soon",
            ["Footnote:Identity:Registraton"] = "Open",
            ["Footnote:Telemetry:SampleRatio"] = "2",
        });

        Assert.Equal(ExitCode.InvalidConfiguration, code);
        Assert.True(errors.Contains("AccessTokenMinutes", StringComparison.Ordinal), errors);
        Assert.Contains("Footnote:Server:Bind: must be 'localhost', an IP address or '*'", errors, StringComparison.Ordinal);
        Assert.Contains(
            "Footnote:Identity:AccessTokenMinutes: the value cannot be read as a whole number", errors, StringComparison.Ordinal);
        Assert.Contains("Footnote:Identity:Registraton: there is no such setting", errors, StringComparison.Ordinal);
        Assert.Contains("Footnote:Telemetry:SampleRatio: must be between 0 and 1", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_on_a_port_in_use_says_so()
    {
        using var folder = new TemporaryFolder();
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();

        var (code, errors) = await RunAsync(folder, port: ((IPEndPoint)holder.LocalEndpoint).Port);

        Assert.Equal(ExitCode.PortInUse, code);
        Assert.Contains("--port", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_on_a_folder_in_use_names_the_process()
    {
        await using var app = await FootnoteApp.StartAsync();
        using var folder = new TemporaryFolder();

        var (code, errors) = await RunAsync(folder, data: app.DataFolder);

        Assert.Equal(ExitCode.DataFolder, code);
        Assert.Contains($"process {Environment.ProcessId}", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_on_a_file_in_place_of_a_folder_says_so()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Path("data"), "x", TestContext.Current.CancellationToken);

        var (code, errors) = await RunAsync(folder);

        Assert.Equal(ExitCode.DataFolder, code);
        Assert.Contains("cannot be used as a data folder", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_without_its_model_says_where_it_looked()
    {
        using var folder = new TemporaryFolder();

        var (code, errors) = await RunAsync(
            folder, settings: new Dictionary<string, string?> { ["Footnote:Server:ModelsFolder"] = folder.Root });

        Assert.Equal(ExitCode.MissingDependency, code);
        Assert.Contains("Footnote:Server:ModelsFolder", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_with_a_database_that_is_not_there_says_so()
    {
        using var folder = new TemporaryFolder();

        var (code, errors) = await RunAsync(
            folder, connectionString: "Host=127.0.0.1;Port=1;Username=x;Password=canary-secret;Database=x;Timeout=5");

        Assert.Equal(ExitCode.MissingDependency, code);
        Assert.Contains("Footnote:Database:ConnectionString", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-secret", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_on_a_full_disk_says_so_and_starts_once_there_is_room()
    {
        using var folder = new TemporaryFolder();
        var small = folder.Path("small");
        Directory.CreateDirectory(small);
        if (!await MountAsync("-t", "tmpfs", "-o", "size=24m", "tmpfs", small))
        {
            Assert.Skip("needs the right to mount a small file system");
        }

        try
        {
            var (code, errors) = await RunAsync(folder, data: Path.Combine(small, "data"), ownCluster: true);
            Assert.Equal(ExitCode.DataFolder, code);
            Assert.Contains("is full", errors, StringComparison.Ordinal);
            Assert.True(await MountAsync("-o", "remount,size=400m", small));

            var (second, later) = await RunAsync(folder, data: Path.Combine(small, "data"), ownCluster: true, stopWhenReady: true);
            Assert.True(second == ExitCode.Ok, later);
        }
        finally
        {
            using var unmount = Process.Start("umount", ["-l", small]);
            await unmount.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<bool> MountAsync(params string[] arguments)
    {
        using var mount =
            Process.Start(new ProcessStartInfo("mount", arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        await mount.WaitForExitAsync(CancellationToken.None);
        return mount.ExitCode == 0;
    }

    private static async Task<(ExitCode Code, string Errors)> RunAsync(
        TemporaryFolder folder,
        string? data = null,
        int port = 0,
        string? connectionString = null,
        bool ownCluster = false,
        bool stopWhenReady = false,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        using var stop = new CancellationTokenSource(Limit);
        await using var console = new ReadyConsole(stopWhenReady ? stop : null);
        var options = new ServerOptions
        {
            DataFolder = data ?? folder.Path("data"),
            Bind = settings?.ContainsKey("Footnote:Server:Bind") is true ? null : "127.0.0.1",
            Port = port,
            ConnectionString = ownCluster ? null : connectionString ?? await PostgresFixture.CreateDatabaseAsync(),
            Settings = settings ?? new Dictionary<string, string?>(),
            Console = console,
        };
        var code = await FootnoteServer.RunAsync(options, [], errors, stop.Token);
        return (code, errors.ToString());
    }

    /// <summary>Stops the server as soon as it says that it is ready.</summary>
    private sealed class ReadyConsole(CancellationTokenSource? stop) : StringWriter(CultureInfo.InvariantCulture)
    {
        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (stop is not null && value?.Contains("ready", StringComparison.Ordinal) is true)
            {
                await stop.CancelAsync();
            }
        }
    }
}
