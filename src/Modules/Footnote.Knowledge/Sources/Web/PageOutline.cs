using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Footnote.Knowledge.Sources.Web;

/// <summary>What a crawler wants from a page: where it leads, what its own address is, and whether it wants to be kept.</summary>
internal sealed record PageOutline(IReadOnlyList<Uri> Links, Uri? Canonical, bool IsKept)
{
    private const int MostLinks = 2000;
    private static readonly HtmlParser Parser = new();

    public static async Task<PageOutline> ReadAsync(Stream html, Uri address, string robotsHeader, CancellationToken cancellationToken)
    {
        using var page = await Parser.ParseDocumentAsync(html, cancellationToken);
        var start = Address(address, page.QuerySelector("base[href]")?.GetAttribute("href")) ?? address;
        var robots = page.QuerySelectorAll("meta[name=robots i]").Select(meta => meta.GetAttribute("content")).Append(robotsHeader)
            .SelectMany(value => (value ?? string.Empty).Split(',', ':'))
            .Select(word => word.Trim().ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var isDeaf = robots.Contains("none");
        var links = isDeaf || robots.Contains("nofollow") ? [] : LinksOf(page, start);
        var canonical = Address(start, page.QuerySelector("link[rel~=canonical i][href]")?.GetAttribute("href"));
        return new PageOutline(links, canonical, IsKept: !isDeaf && !robots.Contains("noindex"));
    }

    private static List<Uri> LinksOf(IHtmlDocument page, Uri start) =>
    [
        .. page.QuerySelectorAll("a[href], area[href]")
            .Where(link => !(link.GetAttribute("rel") ?? string.Empty).Contains("nofollow", StringComparison.OrdinalIgnoreCase))
            .Select(link => Address(start, link.GetAttribute("href")))
            .OfType<Uri>()
            .Distinct()
            .Take(MostLinks),
    ];

    private static Uri? Address(Uri start, string? text) =>
        text is not null && Uri.TryCreate(start, text.Trim(), out var address) && address.Scheme is "http" or "https" ? address : null;
}
