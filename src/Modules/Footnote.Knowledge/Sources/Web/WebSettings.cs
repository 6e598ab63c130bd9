namespace Footnote.Knowledge.Sources.Web;

/// <summary>Which part of a web site is wanted.</summary>
internal sealed record WebSettings(Uri Start)
{
    /// <summary>Links followed from the start address; 0 takes that page alone.</summary>
    public int MaxDepth { get; init; } = 3;

    public int MaxPages { get; init; } = 500;

    /// <summary>Media types that become documents; pages are looked through for links in any case.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } =
        ["text/html", "application/xhtml+xml", "application/pdf", "text/plain", "text/markdown"];

    /// <summary>The shortest pause between two requests; robots.txt can make it longer.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);
}
