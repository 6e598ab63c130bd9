namespace Footnote.Knowledge.Sources.Web;

/// <summary>What to fetch, and under which conditions a body is wanted.</summary>
internal sealed record FetchRequest(Uri Address)
{
    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>Whether a redirect may be followed; every address is checked against private networks besides.</summary>
    public Func<Uri, bool> Follows { get; init; } = _ => true;

    /// <summary>Whether a body of this media type is wanted.</summary>
    public Func<string, bool> Wants { get; init; } = _ => true;
}
