namespace Footnote.Cli;

/// <summary>Finds a folder that ships beside the program: next to it when installed, above it in a clone.</summary>
internal static class RepositoryFolder
{
    public static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, name);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new UsageException(
            $"the folder '{name}' that ships with Footnote was not found above {AppContext.BaseDirectory}.", ExitCode.MissingDependency);
    }
}
