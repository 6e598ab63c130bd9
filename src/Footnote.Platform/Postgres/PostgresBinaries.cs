using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Footnote.Platform.Hosting;

namespace Footnote.Platform.Postgres;

/// <summary>The PostgreSQL programs of this machine: one folder and its major version.</summary>
public sealed partial record PostgresBinaries(string Folder, int Major)
{
    public const int MinMajor = 15;

    public string InitDb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>Finds the programs of <paramref name="major"/>, or the newest when it is null.</summary>
    /// <exception cref="StartupException">There are none that fit.</exception>
    public static PostgresBinaries Find(string? configuredFolder, int? major, string dataFolder)
    {
        var found = Candidates(configuredFolder).Select(Inspect).OfType<PostgresBinaries>().OrderByDescending(b => b.Major).ToArray();
        var chosen = major is null ? found.FirstOrDefault(b => b.Major >= MinMajor) : found.FirstOrDefault(b => b.Major == major);
        if (chosen is not null)
        {
            return chosen;
        }

        var present = found.Length == 0 ? "none" : string.Join(", ", found.Select(b => b.Major).Distinct());
        throw major is null
            ? new StartupException(
                ExitCode.MissingDependency,
                $"PostgreSQL {MinMajor} or newer is needed and was not found (found: {present}). "
                + "Install it with 'apt-get install postgresql', "
                + "name its folder in Footnote:Database:BinariesFolder, or name a database in Footnote:Database:ConnectionString.")
            : new StartupException(
                ExitCode.DataFolder,
                $"The database in {dataFolder} was written by PostgreSQL {major}, and this machine has: {present}. "
                + $"Install PostgreSQL {major} (apt-get install postgresql-{major}), or choose another folder with --data.");
    }

    private static IEnumerable<string> Candidates(string? configured)
    {
        if (!string.IsNullOrWhiteSpace(configured))
        {
            return [configured];
        }

        string[] roots = ["/usr/lib/postgresql", "/usr/local/lib/postgresql"];
        var installed = roots.Where(Directory.Exists).SelectMany(Directory.GetDirectories).Select(folder => Path.Combine(folder, "bin"));
        var path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':', StringSplitOptions.RemoveEmptyEntries);
        return installed.Concat(path).Concat(["/usr/pgsql/bin"]);
    }

    private static PostgresBinaries? Inspect(string folder)
    {
        var program = Path.Combine(folder, "postgres");
        if (!File.Exists(program) || !File.Exists(Path.Combine(folder, "initdb")))
        {
            return null;
        }

        try
        {
            var start = new ProcessStartInfo(program, ["--version"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start);
            var match = Version().Match(process?.StandardOutput.ReadToEnd() ?? string.Empty);
            return match.Success ? new PostgresBinaries(folder, int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
