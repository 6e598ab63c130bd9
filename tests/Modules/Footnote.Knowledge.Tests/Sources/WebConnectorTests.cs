using System.IO.Compression;
using System.Net;
using System.Text;
using Footnote.Knowledge.Sources;
using Footnote.Knowledge.Sources.Web;
using Footnote.Simulators.Web;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Sources;

public sealed class WebConnectorTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SiteSimulator? _site;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SiteSimulator Site => _site ?? throw new InvalidOperationException("The site is not started.");

    public async ValueTask InitializeAsync() => _site = await SiteSimulator.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Crawl_follows_links_of_the_site_breadth_first_to_the_depth_allowed()
    {
        Site["/"] = SitePage.Html("Start", "<a href='/a'>a</a> <a href='b#part'>b</a> <a href='https://elsewhere.example/x'>x</a>");
        Site["/a"] = SitePage.Html("A", "<a href='/deep'>deep</a><a href='/'>back</a><a href='mailto:x@example.org'>mail</a>");
        Site["/b"] = SitePage.Html("B", "<a href='/a#again'>a</a>");
        Site["/deep"] = SitePage.Html("Deep", "<a href='/deeper'>deeper</a>");
        Site["/deeper"] = SitePage.Html("Deeper", "");

        var run = await CrawlAsync(settings => settings with { MaxDepth = 2 });

        Assert.Equal(["/", "/a", "/b", "/deep"], Paths(run));
        Assert.Contains("<h1>Deep</h1>", run.Texts[At("/deep")], StringComparison.Ordinal);
        Assert.Equal(0, Site.CountOf("/deeper"));
        Assert.Empty(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public async Task Second_crawl_sends_the_validators_and_finds_everything_unchanged()
    {
        Site["/"] = SitePage.Html("Start", "<a href='/a'>a</a>") with { ETag = "\"v1\"" };
        Site["/a"] = SitePage.Html("A", "<a href='/b'>b</a>") with { LastModified = DateTimeOffset.UnixEpoch.AddYears(55) };
        Site["/b"] = SitePage.Html("B", "no validator");
        var first = await CrawlAsync();
        Site.ForgetRequests();

        var second = await CrawlAsync(earlier: first);

        Assert.Equal(["/", "/a", "/b"], Paths(second));
        Assert.Empty(second.Opened);
        Assert.Equal([304, 304, 200], new[] { "/", "/a", "/b" }.Select(path => Site.Requests.Last(made => made.Path == path).Status));
    }

    [Fact]
    public async Task Pages_whose_version_was_forgotten_are_fetched_in_full()
    {
        Site["/"] = SitePage.Html("Start", "") with { ETag = "\"v1\"" };
        var first = await CrawlAsync();

        var second = await CrawlAsync(earlier: first.WithoutVersions());

        Assert.Equal([At("/")], second.Opened);
        Assert.Empty(second.Failures);
    }

    [Fact]
    public async Task Changed_page_is_opened_again_and_a_removed_one_is_not_named()
    {
        Site["/"] = SitePage.Html("Start", "<a href='/a'>a</a><a href='/b'>b</a>") with { ETag = "\"v1\"" };
        Site["/a"] = SitePage.Html("A", "old") with { ETag = "\"a1\"" };
        Site["/b"] = SitePage.Html("B", "");
        var first = await CrawlAsync();
        Site["/a"] = SitePage.Html("A", "new") with { ETag = "\"a2\"" };
        Site["/b"] = null;

        var second = await CrawlAsync(earlier: first);

        Assert.Equal(["/", "/a"], Paths(second));
        Assert.Equal([At("/a")], second.Opened);
        Assert.Empty(second.Failures);
    }

    [Fact]
    public async Task Page_that_fails_is_a_failure_and_its_links_are_still_followed()
    {
        Site["/"] = SitePage.Html("Start", "<a href='/hub'>hub</a>");
        Site["/hub"] = SitePage.Html("Hub", "<a href='/leaf'>leaf</a>");
        Site["/leaf"] = SitePage.Html("Leaf", "");
        var first = await CrawlAsync();
        Site["/hub"] = SitePage.Error(500);

        var second = await CrawlAsync(earlier: first);

        Assert.Equal("HTTP_STATUS", second.Failures[At("/hub")]);
        Assert.Equal(["/", "/leaf"], Paths(second));
    }

    [Fact]
    public async Task Rules_of_the_site_are_obeyed()
    {
        Site["/robots.txt"] = SitePage.Text("""
            User-agent: *
            Disallow: /everybody
            User-agent: FootnoteBot
            Disallow: /private
            Disallow: /*.php$
            Allow: /private/open
            Crawl-delay: 0.02
            """);
        Site["/"] = SitePage.Html("Start",
            "<a href='/private/a'>1</a><a href='/private/open'>2</a><a href='/x.php'>3</a><a href='/x.php?y'>4</a>"
            + "<a href='/everybody'>5</a>");
        Site["/private/a"] = Site["/private/open"] = Site["/x.php"] = Site["/x.php?y"] = Site["/everybody"] = SitePage.Html("Page", "");
        var pace = new CrawlPace(TimeSpan.Zero, TimeProvider.System);

        var run = await CrawlAsync(pace: pace);

        Assert.Equal(["/", "/private/open", "/x.php?y", "/everybody"], Paths(run));
        Assert.Equal(0, Site.CountOf("/private/a"));
        Assert.Equal(TimeSpan.FromMilliseconds(20), pace.Pause);
        Assert.All(Site.Requests, request => Assert.StartsWith("FootnoteBot", request.UserAgent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Rules_that_cannot_be_read_stop_the_crawl(int status)
    {
        Site["/"] = SitePage.Html("Start", "");
        Site["/robots.txt"] = SitePage.Error(status) with { RetryAfter = 0 };

        var fault = await Assert.ThrowsAsync<SourceException>(() => CrawlAsync());

        Assert.Equal("ROBOTS_UNAVAILABLE", fault.Failure.Code);
    }

    [Fact]
    public async Task Start_that_the_rules_forbid_stops_the_crawl()
    {
        Site["/"] = SitePage.Html("Start", "");
        Site["/robots.txt"] = SitePage.Text("User-agent: *\nDisallow: /");

        Assert.Equal("ROBOTS_FORBID", (await Assert.ThrowsAsync<SourceException>(() => CrawlAsync())).Failure.Code);
    }

    [Fact]
    public async Task Site_map_names_pages_without_links_packed_and_nested_and_of_this_site_only()
    {
        Site["/"] = SitePage.Html("Start", "");
        Site["/robots.txt"] = SitePage.Text($"Sitemap: {At("/map.xml")}\nSitemap: https://elsewhere.example/map.xml");
        Site["/map.xml"] = SitePage.Text(
            "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
            + $"<sitemap><loc>{At("/one.xml.gz")}</loc></sitemap></sitemapindex>",
            "application/xml");
        Site["/one.xml.gz"] = new SitePage(Packed(
            $"<urlset><url><loc>{At("/lonely")}</loc></url><url><loc>https://elsewhere.example/</loc></url></urlset>"), "application/gzip");
        Site["/lonely"] = SitePage.Html("Lonely", "");

        Assert.Equal(["/", "/lonely"], Paths(await CrawlAsync()));
    }

    [Fact]
    public async Task Site_map_that_attacks_the_reader_is_passed_over()
    {
        Site["/"] = SitePage.Html("Start", "");
        Site["/sitemap.xml"] = SitePage.Text(
            "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b '&a;&a;'>]><urlset><url><loc>&b;</loc></url></urlset>",
            "application/xml");

        Assert.Equal(["/"], Paths(await CrawlAsync()));
    }

    [Fact]
    public async Task Copies_are_taken_under_the_address_they_name_and_unwanted_pages_left_out()
    {
        Site["/"] = SitePage.Html(
            "Start",
            "<a href='/p?session=1'>1</a><a href='/p?session=2'>2</a><a href='/hidden'>3</a><a href='/header'>4</a>");
        Site["/p?session=1"] = Site["/p?session=2"] = SitePage.Html("P", "", "<link rel='canonical' href='/p'>");
        Site["/p"] = SitePage.Html("P", "", "<link rel='canonical' href='/p'>");
        Site["/hidden"] = SitePage.Html("Hidden", "<a href='/behind'>b</a>", "<meta name='robots' content='noindex'>");
        Site["/header"] = SitePage.Html("Header", "<a href='/never'>n</a>") with { RobotsTag = "none" };
        Site["/behind"] = Site["/never"] = SitePage.Html("Page", "");

        Assert.Equal(["/", "/p", "/behind"], Paths(await CrawlAsync()));
    }

    [Fact]
    public async Task Redirects_within_the_site_are_followed_and_counted_once()
    {
        Site["/"] = SitePage.Html("Start", "<a href='/old'>o</a><a href='/new'>n</a><a href='/loop'>l</a>");
        Site["/old"] = SitePage.Redirect("/new", 301);
        Site["/new"] = SitePage.Html("New", "");
        Site["/loop"] = SitePage.Redirect("/loop");

        var run = await CrawlAsync();

        Assert.Equal(["/", "/new"], Paths(run));
        Assert.Equal("TOO_MANY_REDIRECTS", run.Failures[At("/loop")]);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://localhost/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://user:password@127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/x")]
    public async Task Redirect_to_a_private_or_strange_address_is_not_followed(string target)
    {
        Site["/"] = SitePage.Html("Start", "<a href='/trap'>t</a>");
        Site["/trap"] = SitePage.Redirect(target);
        using var http = Network().CreateHttp(unpacks: true);
        var fetcher = Fetcher(http);

        var run = await CrawlAsync();
        Assert.Equal(["/"], Paths(run));

        // even a caller that follows everything is stopped
        var fault = await Assert.ThrowsAsync<SourceException>(() => fetcher.GetAsync(new FetchRequest(new Uri(At("/trap"))), Token));
        Assert.Contains(fault.Failure.Code, new[] { "ADDRESS_REFUSED", "SCHEME_REFUSED" });
    }

    [Fact]
    public async Task Name_whose_address_changes_after_the_check_leads_nowhere()
    {
        var answers = new Queue<IPAddress[]>([[IPAddress.Parse("93.184.216.34")], [IPAddress.Loopback]]);
        var network = new GuardedNetwork(new PrivateHosts([]), (_, _) => Task.FromResult(answers.Dequeue()));
        Assert.Equal([IPAddress.Parse("93.184.216.34")], await network.ResolveAsync("rebinding.example", 80, Token));

        using var http = network.CreateHttp(unpacks: true);
        var address = new Uri($"http://rebinding.example:{Site.Address.Port}/");
        var fault = await Assert.ThrowsAsync<SourceException>(() => Fetcher(http).GetAsync(new FetchRequest(address), Token));

        Assert.Equal("ADDRESS_REFUSED", fault.Failure.Code);
        Assert.Empty(Site.Requests);
    }

    [Fact]
    public async Task Site_of_a_private_network_needs_the_operators_word()
    {
        Site["/"] = SitePage.Html("Start", "");

        var fault = await Assert.ThrowsAsync<SourceException>(() => CrawlAsync(network: new GuardedNetwork(new PrivateHosts([]))));

        Assert.Equal("ADDRESS_REFUSED", fault.Failure.Code);
        Assert.Empty(Site.Requests);
    }

    [Fact]
    public async Task Pages_without_end_silent_ones_and_broken_ones_fail_alone()
    {
        Site["/"] = SitePage.Html(
            "Start",
            "<a href='/endless'>1</a><a href='/huge'>2</a><a href='/silent'>3</a><a href='/cut'>4</a><a href='/ok'>5</a>");
        Site["/endless"] = SitePage.Html("Endless", "") with { IsEndless = true };
        Site["/huge"] = SitePage.Text(new string('x', 300_000));
        Site["/silent"] = SitePage.Html("Silent", "") with { IsSilent = true };
        Site["/cut"] = SitePage.Html("Cut", new string('x', 10_000)) with { IsCut = true };
        Site["/ok"] = SitePage.Html("Fine", "");

        var run = await CrawlAsync();

        Assert.Equal(["/", "/ok"], Paths(run));
        Assert.Equal("TOO_LARGE", run.Failures[At("/endless")]);
        Assert.Equal("TOO_LARGE", run.Failures[At("/huge")]);
        Assert.Equal("TIMED_OUT", run.Failures[At("/silent")]);
        Assert.Equal("UNREACHABLE", run.Failures[At("/cut")]);
        Assert.Empty(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public async Task Overloaded_site_is_given_the_pause_it_asks_for()
    {
        Site["/"] = SitePage.Html("Start", "<a href='/busy'>b</a>");
        Site["/busy"] = SitePage.Html("Busy", "");
        Site.Once("/busy", SitePage.Error(429) with { RetryAfter = 0 }, SitePage.Error(503) with { RetryAfter = 0 });

        Assert.Equal(["/", "/busy"], Paths(await CrawlAsync()));
        Assert.Equal(3, Site.CountOf("/busy"));
    }

    [Fact]
    public async Task Only_wanted_media_types_and_addresses_become_items()
    {
        Site["/"] = SitePage.Html(
            "Start",
            "<a href='/docs/a'>a</a><a href='/docs/p.pdf'>p</a><a href='/docs/i.png'>i</a><a href='/blog/b'>b</a>");
        Site["/docs/a"] = SitePage.Html("A", "<a href='/docs/draft/x'>x</a>");
        Site["/docs/draft/x"] = SitePage.Html("X", "");
        Site["/docs/p.pdf"] = SitePage.Text("%PDF-1.4", "application/pdf");
        Site["/docs/i.png"] = SitePage.Text("png", "image/png");
        Site["/blog/b"] = SitePage.Html("B", "<a href='/docs/from-blog'>f</a>");
        Site["/docs/from-blog"] = SitePage.Html("F", "");

        var run = await CrawlAsync(scope: new SourceScope(["docs/**"], ["**/draft/**"]));

        Assert.Equal(["/docs/a", "/docs/p.pdf", "/docs/from-blog"], Paths(run));
        Assert.Equal(["a.html", "p.pdf", "from-blog.html"], run.Items.Select(item => item.FileName));
    }

    [Fact]
    public async Task Limit_of_pages_ends_the_crawl_without_forgetting_known_pages()
    {
        Site["/"] = SitePage.Html("Start", Links(1, 30));
        foreach (var number in Enumerable.Range(1, 30))
        {
            Site[$"/p{number}"] = SitePage.Html($"Page {number}", "");
        }

        var all = await CrawlAsync(settings => settings with { MaxPages = 31 });
        Assert.Equal(31, all.Items.Count);
        Site["/p30"] = null;

        var limited = await CrawlAsync(settings => settings with { MaxPages = 5 }, earlier: all);

        Assert.Equal(30, limited.References.Count());
        Assert.DoesNotContain(At("/p30"), limited.References);
    }

    [Fact]
    public async Task Maze_without_end_is_left_after_the_limit()
    {
        Site["/"] = SitePage.Html("Start", "<a href='/1'>n</a>");
        foreach (var number in Enumerable.Range(1, 200))
        {
            Site[$"/{number}"] = SitePage.Html("Maze", $"<a href='/{number + 1}'>n</a>", "<meta name='robots' content='noindex'>");
        }

        await CrawlAsync(settings => settings with { MaxDepth = 1000, MaxPages = 10 });

        Assert.True(Site.Requests.Count < 60, "The crawl has to end.");
    }

    private static string Links(int from, int to) =>
        string.Concat(Enumerable.Range(from, to - from + 1).Select(number => $"<a href='/p{number}'>{number}</a>"));

    private static byte[] Packed(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return buffer.ToArray();
    }

    private string At(string path) => new Uri(Site.Address, path).AbsoluteUri;

    private static IEnumerable<string> Paths(ConnectorRun run) => run.References.Select(reference => new Uri(reference).PathAndQuery);

    private GuardedNetwork Network() => new(new PrivateHosts([Site.Address.Authority]));

    private PageFetcher Fetcher(HttpClient http) => new(
        http, new FetchLimits(200_000, TimeSpan.FromSeconds(2)) { UserAgent = "FootnoteBot/1.0" }, _folder.Root, TimeProvider.System);

    private Task<ConnectorRun> CrawlAsync(
        Func<WebSettings, WebSettings>? change = null, SourceScope? scope = null, GuardedNetwork? network = null, CrawlPace? pace = null,
        ConnectorRun? earlier = null)
    {
        var settings = new WebSettings(Site.Address);
        var connector = new WebConnector(
            change?.Invoke(settings) ?? settings,
            scope ?? SourceScope.Everything,
            Fetcher((network ?? Network()).CreateHttp(unpacks: true)),
            pace ?? new CrawlPace(TimeSpan.Zero, TimeProvider.System),
            "FootnoteBot");
        return ConnectorRun.OfAsync(connector, Token, earlier);
    }
}
