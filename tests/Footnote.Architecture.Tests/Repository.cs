using System.Runtime.CompilerServices;

namespace Footnote.Architecture.Tests;

/// <summary>The files of the repository, as the rules read them.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !Relative(file).Split('/').Any(part => part is "obj" or "bin" or "artifacts" or "node_modules" or ".git"))
            .OrderBy(file => file, StringComparer.Ordinal);

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>Compares with a committed file; with UPDATE_APPROVED=1 the file is written instead.</summary>
    public static void AssertApproved(string relativePath, IEnumerable<string> lines)
    {
        var path = Path.Combine(Root, relativePath);
        var actual = string.Join('\n', lines) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_APPROVED") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Root);
            File.WriteAllText(path, actual);
        }

        var approved = File.Exists(path) ? File.ReadAllText(path) : "";
        var added = actual.Split('\n').Except(approved.Split('\n'), StringComparer.Ordinal);
        var removed = approved.Split('\n').Except(actual.Split('\n'), StringComparer.Ordinal);
        Assert.True(
            approved == actual,
            $"{relativePath} differs; review the change and run with UPDATE_APPROVED=1.\n+ {string.Join("\n+ ", added)}"
                + $"\n- {string.Join("\n- ", removed)}");
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Footnote.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Footnote.slnx above {AppContext.BaseDirectory} ({here}).");
    }
}
