namespace Footnote.Encoder.Tests;

/// <summary>
/// Where the models and the golden files are: the repository's <c>models</c>, and <c>shared</c> beside the repository (or
/// FOOTNOTE_SHARED).
/// </summary>
internal static class Models
{
    public const string SentenceModel = "granite-embedding-30m-english";
    public const string CrossModel = "ms-marco-MiniLM-L-12-v2";

    public static string Sentence => Path.Combine(RepositoryRoot(), "models", SentenceModel);

    public static string Cross => Path.Combine(Shared(), "models", CrossModel);

    public static string Golden(string name) => Path.Combine(Shared(), "models", "golden", name);

    private static string Shared()
    {
        string shared = Environment.GetEnvironmentVariable("FOOTNOTE_SHARED") ?? Path.Combine(RepositoryRoot(), "..", "shared");
        if (!Directory.Exists(shared))
        {
            Assert.Skip("Needs the folder 'shared' beside the repository (or FOOTNOTE_SHARED): models and golden files are not there.");
        }

        return shared;
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Footnote.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
