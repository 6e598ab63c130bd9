using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Footnote.Knowledge.Sources.Web;

/// <summary>Walks a web site from its start address, breadth first, at the pace and within the rules that the site asks for.</summary>
internal sealed class WebConnector(WebSettings settings, SourceScope scope, PageFetcher fetcher, CrawlPace pace, string robot)
    : ISourceConnector
{
    private const int MostSitemaps = 50;
    private const int Attempts = 3;
    private const int VisitsPerPage = 4;
    private FetchedPage? _current;

    public async IAsyncEnumerable<SourceItem> ListAsync(SourceMemory memory, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = await FindStartAsync(cancellationToken);
        var robots = await ReadRobotsAsync(start, cancellationToken);
        if (!robots.Allows(start))
        {
            throw new SourceException(SourceFailures.RobotsForbid());
        }

        pace.SlowDown(robots.CrawlDelay);
        var frontier = new CrawlFrontier(start, robots, settings.MaxDepth);
        frontier.Add(start, depth: 0);
        await AddSitemapsAsync(start, robots, frontier, cancellationToken);
        var pages = 0;
        var visits = settings.MaxPages * VisitsPerPage;
        while (pages < settings.MaxPages && visits-- > 0 && frontier.TryTake(out var next))
        {
            var item = await VisitAsync(next.Address, next.Depth, frontier, memory, cancellationToken);
            if (item is not null)
            {
                pages++;
                yield return item;
            }
        }

        if (!frontier.IsEmpty)
        {
            // pages beyond the limit: those that became documents earlier are asked for one by one
            foreach (var known in memory.Items.Values.Where(known => !frontier.WasSeen(known.Reference)))
            {
                frontier.Claim(new Uri(known.Reference));
                if (await VisitAsync(new Uri(known.Reference), settings.MaxDepth, frontier, memory, cancellationToken) is { } item)
                {
                    yield return item;
                }
            }

            while (frontier.TryTake(out var rest))
            {
                if (memory.Find(rest.Address.AbsoluteUri) is not null
                    && await VisitAsync(rest.Address, settings.MaxDepth, frontier, memory, cancellationToken) is { } item)
                {
                    yield return item;
                }
            }
        }
    }

    public Task<SourceContent?> OpenAsync(SourceItem item, CancellationToken cancellationToken) => Task.FromResult(
        _current?.Path is { } path
            ? new SourceContent(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true))
            : null);

    public ValueTask DisposeAsync()
    {
        Release();
        fetcher.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The start address after its redirects, which may lead to the same site under https or www.</summary>
    private async Task<Uri> FindStartAsync(CancellationToken cancellationToken)
    {
        var start = PageAddress.Normalize(settings.Start) ?? throw new SourceException(SourceFailures.SchemeRefused());
        using var page = await GetAsync(
            new FetchRequest(start) { Follows = next => IsSameSite(start, next), Wants = _ => false }, cancellationToken);
        return page.Elsewhere is null && (int)page.Status < 400 ? PageAddress.Normalize(page.Address) ?? start
            : throw new SourceException(SourceFailures.Status((int)page.Status));
    }

    private static bool IsSameSite(Uri start, Uri next) =>
        next.Scheme is "https" or "http" && (next.Authority == start.Authority || (next.IsDefaultPort && start.IsDefaultPort
            && (next.Host == start.Host || next.Host == "www." + start.Host || start.Host == "www." + next.Host)));

    private async Task<RobotsRules> ReadRobotsAsync(Uri start, CancellationToken cancellationToken)
    {
        FetchedPage page;
        try
        {
            page = await GetAsync(new FetchRequest(new Uri(start, "/robots.txt")), cancellationToken);
        }
        catch (SourceException exception)
        {
            throw new SourceException(SourceFailures.RobotsUnavailable(), exception);
        }

        using (page)
        {
            if (page.Path is null)
            {
                // no rules, no limits; a server that fails may have rules that it cannot show
                return (int)page.Status is >= 400 and < 500 and not 429 ? RobotsRules.None
                    : throw new SourceException(SourceFailures.RobotsUnavailable());
            }

            using var reader = new StreamReader(page.Path, Encoding.UTF8);
            var text = new char[RobotsRules.MaximumCharacters];
            var length = await reader.ReadBlockAsync(text, cancellationToken);
            return RobotsRules.Parse(new string(text, 0, length), robot);
        }
    }

    private async Task AddSitemapsAsync(Uri start, RobotsRules robots, CrawlFrontier frontier, CancellationToken cancellationToken)
    {
        var open = new Queue<string>(robots.Sitemaps.Count > 0 ? robots.Sitemaps : [new Uri(start, "/sitemap.xml").AbsoluteUri]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Count < MostSitemaps && open.TryDequeue(out var text))
        {
            if (!Uri.TryCreate(start, text, out var address) || !frontier.IsOfSite(address) || !seen.Add(address.AbsoluteUri))
            {
                continue;
            }

            try
            {
                using var page = await GetAsync(new FetchRequest(address) { Follows = frontier.IsOfSite }, cancellationToken);
                if (page.Path is not null)
                {
                    await using var stream = File.OpenRead(page.Path);
                    var (pages, more) = Sitemap.Read(stream, settings.MaxPages * 2);
                    more.ToList().ForEach(open.Enqueue);
                    AddAll(pages, start, frontier);
                }
            }
            catch (SourceException)
            {
                // a site map is a help; the links are still there
            }
        }
    }

    private static void AddAll(IEnumerable<string> pages, Uri start, CrawlFrontier frontier)
    {
        foreach (var page in pages)
        {
            if (Uri.TryCreate(start, page, out var address))
            {
                frontier.Add(address, depth: 1);
            }
        }
    }

    /// <summary>Fetches one page and takes its links; null when it is no document or is gone.</summary>
    private async Task<SourceItem?> VisitAsync(
        Uri address, int depth, CrawlFrontier frontier, SourceMemory memory, CancellationToken cancellationToken)
    {
        Release();
        var reference = address.AbsoluteUri;
        var known = memory.Find(reference);
        var memo = PageMemo.Read(known?.Memo);

        // without a version the content is wanted in any case
        var isKnown = known is { Version.Length: > 0 };
        var request = new FetchRequest(address)
        {
            ETag = isKnown ? memo?.ETag : null,
            LastModified = isKnown ? memo?.LastModified : null,
            Follows = frontier.IsOfSite,
            Wants = IsRead,
        };
        FetchedPage page;
        try
        {
            page = _current = await GetAsync(request, cancellationToken);
        }
        catch (SourceException exception)
        {
            AddLinks(memo, depth, frontier);
            return Failed(reference, exception.Failure);
        }

        if (page.Status == HttpStatusCode.NotModified && known is not null)
        {
            AddLinks(memo, depth, frontier);
            return Named(new SourceItem(reference, known.Version) { Memo = known.Memo });
        }

        if (page.Elsewhere is not null || page.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return null;
        }

        if (page.Status != HttpStatusCode.OK)
        {
            AddLinks(memo, depth, frontier);
            return Failed(reference, SourceFailures.Status((int)page.Status));
        }

        return page.Path is null ? null : await TakeAsync(page, address, depth, frontier, cancellationToken);
    }

    private async Task<SourceItem?> TakeAsync(
        FetchedPage page, Uri asked, int depth, CrawlFrontier frontier, CancellationToken cancellationToken)
    {
        var own = PageAddress.Normalize(page.Address) ?? asked;
        if (own != asked && !frontier.Claim(own))
        {
            // the redirect leads to a page that is visited under its own address
            return null;
        }

        IReadOnlyList<string> links = [];
        if (IsPage(page.MediaType) && page.Path is { } path)
        {
            await using var stream = File.OpenRead(path);
            var outline = await PageOutline.ReadAsync(stream, own, page.Robots, cancellationToken);
            links = [.. outline.Links.Select(link => link.AbsoluteUri)];
            foreach (var link in outline.Links)
            {
                frontier.Add(link, depth + 1);
            }

            if (!outline.IsKept || !IsWanted(page.MediaType) || IsCopy(outline.Canonical, own, depth, frontier))
            {
                return null;
            }
        }

        var memo = new PageMemo(page.ETag, page.LastModified, links, page.MediaType);
        return Named(new SourceItem(own.AbsoluteUri, Convert.ToHexStringLower(page.Hash))
        {
            FileName = PageAddress.FileName(own, page.MediaType),
            Memo = memo.Write(),
        });
    }

    /// <summary>Whether the page calls itself a copy of another of the site, which is then visited in its place.</summary>
    private static bool IsCopy(Uri? canonical, Uri own, int depth, CrawlFrontier frontier)
    {
        if (canonical is null || PageAddress.Normalize(canonical) is not { } original || original == own || !frontier.IsOfSite(original))
        {
            return false;
        }

        frontier.Add(original, depth);
        return frontier.WasSeen(original.AbsoluteUri);
    }

    private static void AddLinks(PageMemo? memo, int depth, CrawlFrontier frontier)
    {
        foreach (var link in memo?.Links ?? [])
        {
            if (Uri.TryCreate(link, UriKind.Absolute, out var address))
            {
                frontier.Add(address, depth + 1);
            }
        }
    }

    private SourceItem? Named(SourceItem item) => scope.Wants(new Uri(item.Reference).PathAndQuery) ? item : null;

    private SourceItem? Failed(string reference, SourceFailure failure) => Named(SourceItem.Failed(reference, failure));

    private static bool IsPage(string mediaType) => mediaType is "text/html" or "application/xhtml+xml";

    private bool IsRead(string mediaType) =>
        IsPage(mediaType) || IsWanted(mediaType);

    private bool IsWanted(string mediaType) => settings.ContentTypes.Contains(mediaType, StringComparer.OrdinalIgnoreCase);

    private async Task<FetchedPage> GetAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await pace.WaitAsync(cancellationToken);
            var page = await fetcher.GetAsync(request, cancellationToken);
            if (page.Status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || attempt == Attempts)
            {
                return page;
            }

            pace.PutOff(page.RetryAfter);
            page.Dispose();
        }
    }

    private void Release()
    {
        _current?.Dispose();
        _current = null;
    }
}
