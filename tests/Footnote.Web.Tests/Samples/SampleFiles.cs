namespace Footnote.Web.Tests.Samples;

/// <summary>The sample knowledge base of this repository.</summary>
internal static class SampleFiles
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Footnote.slnx")))
        {
            folder = folder.Parent;
        }

        return folder is null
            ? throw new InvalidOperationException("The repository was not found above the tests.")
            : Path.Combine(folder.FullName, "samples");
    }
}
