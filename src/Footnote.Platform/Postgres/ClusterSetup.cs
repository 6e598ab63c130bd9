using System.Diagnostics;
using Footnote.Platform.Hosting;

namespace Footnote.Platform.Postgres;

/// <summary>Makes the folders and the files of a new cluster.</summary>
internal sealed class ClusterSetup(EmbeddedPostgresOptions options, PostgresBinaries binaries, PrivilegeDrop drop)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public void PrepareFolders(string socketFolder)
    {
        foreach (var folder in new[] { options.Folder, socketFolder })
        {
            Directory.CreateDirectory(folder, OwnerOnly);
            File.SetUnixFileMode(folder, OwnerOnly);
        }

        if (drop == PrivilegeDrop.PostgresUser)
        {
            // The data folder lets the postgres user pass through, not look around.
            var parent = Path.GetDirectoryName(Path.GetFullPath(options.Folder))!;
            File.SetUnixFileMode(parent, File.GetUnixFileMode(parent) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            GiveToPostgres(options.Folder, socketFolder);
        }
    }

    /// <summary>Runs initdb beside the final place, so that an interrupted one leaves nothing that looks like a cluster.</summary>
    public async Task InitializeAsync(string dataFolder, CancellationToken ct)
    {
        var fresh = dataFolder + ".new";
        if (Directory.Exists(fresh))
        {
            Directory.Delete(fresh, recursive: true);
        }

        if (Directory.Exists(dataFolder) && Directory.EnumerateFileSystemEntries(dataFolder).Any())
        {
            throw new StartupException(
                ExitCode.DataFolder, $"{dataFolder} is not empty and holds no database. Move it away and start again.");
        }

        var secret = Path.Combine(options.Folder, "initdb.secret");
        try
        {
            SecretFile.WriteAtomically(secret, options.Password);
            if (drop == PrivilegeDrop.PostgresUser)
            {
                GiveToPostgres(secret);
            }

            await RunInitDbAsync(fresh, secret, ct);
        }
        finally
        {
            File.Delete(secret);
        }

        if (Directory.Exists(dataFolder))
        {
            Directory.Delete(dataFolder);
        }

        Directory.Move(fresh, dataFolder);
    }

    private async Task RunInitDbAsync(string folder, string secret, CancellationToken ct)
    {
        List<string> arguments =
        [
            "-D", folder, "-U", EmbeddedPostgres.UserName, "--auth=scram-sha-256",
            $"--pwfile={secret}", "--encoding=UTF8", "--locale=C.UTF-8",
        ];
        if (options.IsThrowAway)
        {
            arguments.Add("--no-sync");
        }

        using var process = Process.Start(DatabaseProcess.Command(drop, binaries.InitDb, arguments))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw ClusterFault.From(await errors + await output, options.Folder);
        }
    }

    private static void GiveToPostgres(params string[] paths)
    {
        using var process = Process.Start(new ProcessStartInfo("chown", ["-R", "postgres:postgres", .. paths])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        var fault = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new StartupException(ExitCode.DataFolder, $"The database folder could not be given to the postgres user: {fault}");
        }
    }
}
