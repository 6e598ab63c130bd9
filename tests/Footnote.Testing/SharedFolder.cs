namespace Footnote.Testing;

/// <summary>The folder of shared evaluation data beside the repository; FOOTNOTE_SHARED names another one.</summary>
public static class SharedFolder
{
    // what the test framework recognises as a request to skip; its own constant is internal
    private const string SkipPrefix = "$XunitDynamicSkip$";

    /// <summary>Null when there is none on this machine.</summary>
    public static string? Path { get; } = Find();

    /// <summary>The folder; the calling test is skipped where it is absent.</summary>
    public static string Require() =>
        Path ?? throw new InvalidOperationException(SkipPrefix + "needs the shared data folder beside the repository (or FOOTNOTE_SHARED)");

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("FOOTNOTE_SHARED") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            bool isRepository = File.Exists(System.IO.Path.Combine(folder.FullName, "Footnote.slnx"));
            if (isRepository && folder.Parent is { } beside)
            {
                string shared = System.IO.Path.Combine(beside.FullName, "shared");
                return Directory.Exists(shared) ? shared : null;
            }
        }

        return null;
    }
}
