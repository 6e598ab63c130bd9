using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Reading;

/// <summary>The files that break parsers, beside the repository.</summary>
internal static class SharedDocuments
{
    /// <summary>The folder of the manifest; skips the test where it is absent.</summary>
    public static string Root => Path.Combine(SharedFolder.Require(), "data", "documents");

    public static IReadOnlyList<ManifestEntry> Manifest() =>
        [.. File.ReadLines(Path.Combine(Root, "manifest.tsv")).Skip(1).Select(ManifestEntry.Parse)];
}
