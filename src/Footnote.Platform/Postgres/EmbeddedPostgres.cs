using System.Diagnostics;
using System.Globalization;
using Footnote.Platform.Hosting;
using Npgsql;

namespace Footnote.Platform.Postgres;

/// <summary>
/// A private PostgreSQL cluster in a folder: made on first use, reachable by a socket of this user only, recovered after a crash.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    public const string UserName = "footnote";
    public const string DatabaseName = "footnote";
    private const int Port = 5432; // only a part of the socket's file name
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ImmediateLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(10);
    private readonly EmbeddedPostgresOptions _options;
    private readonly LogTail _log = new();
    private Process? _process;

    public EmbeddedPostgres(EmbeddedPostgresOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        DataFolder = Path.Combine(Path.GetFullPath(options.Folder), "data");
        SocketFolder = SocketLocation.For(Path.GetFullPath(options.Folder), Port);
    }

    /// <summary>Called once when the cluster ends without having been asked to; the argument is its last output.</summary>
    public Action<string>? Ended { get; set; }

    public string DataFolder { get; }

    public string SocketFolder { get; }

    /// <summary>The postmaster's process, for tests and health details; null while stopped.</summary>
    public int? ProcessId => _process is { HasExited: false } process ? process.Id : null;

    /// <summary>Whether the start had to stop a cluster that an earlier server left behind.</summary>
    public bool StoppedOrphan { get; private set; }

    public string ConnectionString(string database = DatabaseName) => new NpgsqlConnectionStringBuilder
    {
        Host = SocketFolder,
        Port = Port,
        Username = UserName,
        Password = _options.Password,
        Database = database,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <summary>Makes the cluster if there is none, starts it, waits until it answers and makes sure the database exists.</summary>
    /// <exception cref="StartupException">It cannot start; the message says why.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        var major = ReadMajor();
        var binaries = PostgresBinaries.Find(_options.BinariesFolder, major, _options.Folder);
        var drop = DatabaseProcess.ChooseDrop();
        var setup = new ClusterSetup(_options, binaries, drop);
        try
        {
            setup.PrepareFolders(SocketFolder);
            if (major is null)
            {
                await setup.InitializeAsync(DataFolder, ct);
            }

            StoppedOrphan = await OrphanCluster.ClearAsync(DataFolder, ct);
        }
        catch (Exception fault) when (DiskFaults.ToStartupException(fault, _options.Folder) is not null)
        {
            throw DiskFaults.ToStartupException(fault, _options.Folder)!;
        }

        Launch(binaries, drop);
        await WaitUntilReadyAsync(ct);
        await EnsureDatabaseAsync(ct);
    }

    /// <summary>
    /// Stops the cluster in <paramref name="folder"/> that nobody looks after any more. The caller knows that its owner is gone.
    /// </summary>
    public static Task<bool> StopAbandonedAsync(string folder, CancellationToken ct) =>
        OrphanCluster.ClearAsync(Path.Combine(Path.GetFullPath(folder), "data"), ct);

    /// <summary>
    /// Fast shutdown; a cluster that does not end in 20 s, or until <paramref name="ct"/> is cancelled, is stopped the hard way and
    /// recovers at the next start.
    /// </summary>
    public async Task StopAsync(CancellationToken ct)
    {
        var process = _process;
        if (process is null)
        {
            return;
        }

        _process = null;
        if (!process.HasExited)
        {
            // What a test throws away need not be written to disk first.
            DatabaseProcess.Signal(process.Id, _options.IsThrowAway ? DatabaseProcess.Quit : DatabaseProcess.Interrupt);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(StopLimit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                DatabaseProcess.Signal(process.Id, DatabaseProcess.Quit);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        process.Dispose();
        SocketLocation.Remove(SocketFolder, _options.Folder);
    }

    /// <summary>
    /// Ends the cluster without writing anything down, for the last moments of a process: what was committed is recovered at the next
    /// start.
    /// </summary>
    public void StopImmediately()
    {
        if (Interlocked.Exchange(ref _process, null) is { HasExited: false } process)
        {
            DatabaseProcess.Signal(process.Id, DatabaseProcess.Quit);
            process.WaitForExit(ImmediateLimit);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private int? ReadMajor()
    {
        var file = Path.Combine(DataFolder, "PG_VERSION");
        return File.Exists(file)
            && int.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? major
            : null;
    }

    private void Launch(PostgresBinaries binaries, PrivilegeDrop drop)
    {
        var process = new Process
        {
            StartInfo = DatabaseProcess.Command(
                drop, binaries.Postgres, ClusterSettings.Arguments(_options, DataFolder, SocketFolder, Port)),
            EnableRaisingEvents = true,
        };
        process.ErrorDataReceived += (_, line) => _log.Add(line.Data);
        process.Exited += (_, _) => OnExited(process);
        process.Start();
        process.StandardInput.Close();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        _process = process;
    }

    private void OnExited(Process process)
    {
        if (ReferenceEquals(process, _process))
        {
            Ended?.Invoke(_log.ToString());
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken ct)
    {
        var connectionString = ConnectionString("postgres") + ";Pooling=false;Timeout=5";
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < RecoveryLimit)
        {
            if (_process is not { HasExited: false })
            {
                throw ClusterFault.From(_log.ToString(), _options.Folder);
            }

            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(ct);
                return;
            }
            catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                await StopAsync(CancellationToken.None);
                throw new StartupException(
                    ExitCode.DataFolder,
                    $"The database in {_options.Folder} does not accept the secret in the keys folder. "
                    + "Restore the keys folder that belongs to it.",
                    fault);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(15), ct);
            }
        }

        await StopAsync(CancellationToken.None);
        throw new StartupException(ExitCode.DataFolder, $"The database in {_options.Folder} did not become ready. Its last output: {_log}");
    }

    private async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var exists = new NpgsqlCommand($"select exists (select from pg_database where datname = '{DatabaseName}')", connection);
        if (await exists.ExecuteScalarAsync(ct) is true)
        {
            return;
        }

        await using var create = new NpgsqlCommand($"create database {DatabaseName}", connection);
        try
        {
            await create.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException fault)
        {
            await StopAsync(CancellationToken.None);
            throw ClusterFault.From(fault.MessageText, _options.Folder);
        }
    }
}
