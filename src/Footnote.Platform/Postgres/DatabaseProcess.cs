using System.Diagnostics;
using System.Runtime.InteropServices;
using Footnote.Platform.Hosting;

namespace Footnote.Platform.Postgres;

/// <summary>Starts database programs without root's rights and sends them signals.</summary>
internal static class DatabaseProcess
{
    public const int Interrupt = 2; // PostgreSQL: fast shutdown
    public const int Quit = 3; // PostgreSQL: immediate shutdown
    private static readonly string[] UserNamespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];
    private static readonly string[] PostgresUser = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"];

    /// <summary>Chooses the first way that works on this machine.</summary>
    public static PrivilegeDrop ChooseDrop()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return PrivilegeDrop.None;
        }

        if (Succeeds([.. UserNamespace, "true"]))
        {
            return PrivilegeDrop.UserNamespace;
        }

        return Succeeds([.. PostgresUser, "true"])
            ? PrivilegeDrop.PostgresUser
            : throw new StartupException(
                ExitCode.MissingDependency,
                "PostgreSQL does not run as root, and neither a user namespace (unshare) nor a user named postgres (setpriv) is available. "
                + "Run Footnote as an ordinary user, or name a database in Footnote:Database:ConnectionString.");
    }

    public static ProcessStartInfo Command(PrivilegeDrop drop, string program, IEnumerable<string> arguments)
    {
        string[] prefix = drop switch
        {
            PrivilegeDrop.None => [],
            PrivilegeDrop.UserNamespace => UserNamespace,
            PrivilegeDrop.PostgresUser => PostgresUser,
            _ => throw new ArgumentOutOfRangeException(nameof(drop)),
        };
        string[] line = [.. prefix, program, .. arguments];
        return new ProcessStartInfo(line[0], line[1..])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
            Environment = { ["LC_ALL"] = "C.UTF-8", ["TZ"] = "UTC" },
        };
    }

    public static void Signal(int pid, int signal) => _ = Kill(pid, signal);

    private static bool Succeeds(string[] line)
    {
        try
        {
            var start = new ProcessStartInfo(line[0], line[1..])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start);
            return process is not null && process.WaitForExit(TimeSpan.FromSeconds(5)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
