using System.Diagnostics;

namespace Footnote.Testing;

/// <summary>The copy of PostgreSQL with pgvector that eng/pgvector.sh keeps in the user's cache.</summary>
internal static class PgvectorCopy
{
    // what the test framework recognises as a request to skip; its own constant is internal
    private const string SkipPrefix = "$XunitDynamicSkip$";

    /// <summary>The folder of its programs; null when it has not been built.</summary>
    public static string? Programs { get; } = Find();

    /// <summary>Skips a test, or fails it where CI is true.</summary>
    public static string Missing => (Environment.GetEnvironmentVariable("CI") == "true" ? "" : SkipPrefix)
        + "needs PostgreSQL with pgvector; run eng/pgvector.sh once";

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string script = Path.Combine(folder.FullName, "eng", "pgvector.sh");
            if (File.Exists(script))
            {
                return Ask(script);
            }
        }

        return null;
    }

    private static string? Ask(string script)
    {
        var start = new ProcessStartInfo(script, ["--cached"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process? process = Process.Start(start);
        string answer = process?.StandardOutput.ReadToEnd().Trim() ?? "";
        process?.WaitForExit();
        return process?.ExitCode == 0 && Directory.Exists(answer) ? answer : null;
    }
}
