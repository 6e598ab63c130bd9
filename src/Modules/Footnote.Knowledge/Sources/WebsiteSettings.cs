namespace Footnote.Knowledge.Sources;

/// <summary>A web site from a start address on.</summary>
internal sealed record WebsiteSettings
{
    public string Url { get; init; } = string.Empty;

    /// <summary>Links followed from the start address.</summary>
    public int MaxDepth { get; init; } = 3;

    public int MaxPages { get; init; } = 500;

    /// <summary>Media types that become documents; null takes pages, PDF, text and Markdown.</summary>
    public IReadOnlyList<string>? ContentTypes { get; init; }
}
