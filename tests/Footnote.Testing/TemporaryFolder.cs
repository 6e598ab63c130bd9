using System.Globalization;

namespace Footnote.Testing;

/// <summary>
/// A folder that is deleted with the test. Its name carries the process id, so that what a killed run left behind is found and removed.
/// </summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "fnt-";
    private static int _count;

    public TemporaryFolder()
    {
        var number = Interlocked.Increment(ref _count);
        Root = System.IO.Path.Combine(
            System.IO.Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{number}"));
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }

        Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Root { get; }

    public string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>Writes a text file and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path(name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }

    /// <summary>Folders of runs whose process is gone.</summary>
    internal static IEnumerable<string> Abandoned()
    {
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            var parts = System.IO.Path.GetFileName(folder).Split('-');
            if (parts.Length == 3
                && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var pid)
                && !Directory.Exists($"/proc/{parts[1]}")
                && pid > 1)
            {
                yield return folder;
            }
        }
    }
}
