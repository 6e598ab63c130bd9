namespace Footnote.Client.Sources;

/// <summary>A web site from a start address on.</summary>
/// <param name="Url">Where to start.</param>
public sealed record SourceWebsite(string Url)
{
    /// <summary>Links followed from the start address.</summary>
    public int MaxDepth { get; init; } = 3;

    /// <summary>Pages taken at most.</summary>
    public int MaxPages { get; init; } = 500;

    /// <summary>Media types that become documents; null takes pages, PDF, text and Markdown.</summary>
    public IReadOnlyList<string>? ContentTypes { get; init; }
}
