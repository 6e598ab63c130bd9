using System.Globalization;
using System.Text;

namespace Footnote.Platform.Postgres;

/// <summary>Deals with what an earlier server that died has left: a cluster still running, or only its lock file.</summary>
/// <remarks>Safe because the caller holds the lock of the data folder: no living server can be using this cluster.</remarks>
internal static class OrphanCluster
{
    private static readonly TimeSpan FastLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ImmediateLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Stops the cluster if it runs and removes a stale lock file. Returns whether one was running.</summary>
    public static async Task<bool> ClearAsync(string dataFolder, CancellationToken ct)
    {
        var lockFile = Path.Combine(dataFolder, "postmaster.pid");
        if (!File.Exists(lockFile) || !TryReadPid(lockFile, out var pid))
        {
            return false;
        }

        if (!IsClusterOf(pid, dataFolder))
        {
            // The number was given to another program meanwhile, as in a restarted container: PostgreSQL would refuse to start.
            File.Delete(lockFile);
            return false;
        }

        DatabaseProcess.Signal(pid, DatabaseProcess.Interrupt);
        if (!await EndsAsync(pid, dataFolder, FastLimit, ct))
        {
            DatabaseProcess.Signal(pid, DatabaseProcess.Quit);
            await EndsAsync(pid, dataFolder, ImmediateLimit, ct);
        }

        return true;
    }

    private static bool TryReadPid(string lockFile, out int pid)
    {
        pid = 0;
        try
        {
            var first = File.ReadLines(lockFile).FirstOrDefault();
            return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out pid) && pid > 1;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static async Task<bool> EndsAsync(int pid, string dataFolder, TimeSpan limit, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; waited < limit; waited += Pause)
        {
            if (!IsClusterOf(pid, dataFolder))
            {
                return true;
            }

            await Task.Delay(Pause, ct);
        }

        return false;
    }

    private static bool IsClusterOf(int pid, string dataFolder)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/cmdline", Encoding.UTF8);
            var arguments = line.Split('\0', StringSplitOptions.RemoveEmptyEntries);
            return arguments.Length > 0
                && arguments[0].EndsWith("postgres", StringComparison.Ordinal)
                && arguments.Contains(dataFolder, StringComparer.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
