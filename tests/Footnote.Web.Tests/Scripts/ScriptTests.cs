using Footnote.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Footnote.Web.Tests.Scripts;

public class ScriptTests(Browser browser, ScriptHost host) : IClassFixture<ScriptHost>
{
    private const string Parse = """
        async ({ text, step }) => {
          const { EventParser } = await import("/assets/x/sse.js");
          const parser = new EventParser();
          const events = [];
          for (let i = 0; i < text.length; i += step) {
            events.push(...parser.push(text.slice(i, i + step)));
          }
          return JSON.stringify(events);
        }
        """;

    private const string Render = """
        async (text) => {
          const { renderAnswer } = await import("/assets/x/answer-text.js");
          const box = document.createElement("div");
          box.append(renderAnswer(text, (index) => {
            if (index > 2) {
              return null;
            }
            const button = document.createElement("button");
            button.className = "marker";
            button.textContent = index;
            return button;
          }));
          document.body.append(box);
          return box.innerHTML;
        }
        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Event_parser_gives_the_same_events_for_any_line_end_and_split(string lineEnd)
    {
        var page = await OpenAsync();
        const string Stream = ": hello\n\nid: 1\nevent: delta\ndata: {\"a\":1}\n\ndata: x\ndata:  y\n\nevent: none\n\nid: 3\ndata: cut";
        const string Expected = """[{"id":"1","event":"delta","data":"{\"a\":1}"},{"id":"1","event":"message","data":"x\n y"}]""";
        foreach (var step in (int[])[1, 2, 3, 7, 500])
        {
            Assert.Equal(Expected, await page.EvaluateAsync<string>(Parse, new { text = Stream.Replace("\n", lineEnd), step }));
        }
    }

    [Theory]
    [InlineData("One.\n\nTwo\nlines.", "<p>One.</p><p>Two\nlines.</p>")]
    [InlineData("- a\n- b **c**", "<ul><li>a</li><li>b <strong>c</strong></li></ul>")]
    [InlineData("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>")]
    [InlineData("Text:\n1. a\n   more\n2. b", "<p>Text:</p><ol><li>a more</li><li>b</li></ol>")]
    [InlineData("## Head\nx", "<p class=\"heading\">Head</p><p>x</p>")]
    [InlineData("```js\na < b\n\n**no**\n```", "<pre><code>a &lt; b\n\n**no**</code></pre>")]
    [InlineData("Use `a[1]` here", "<p>Use <code>a[1]</code> here</p>")]
    [InlineData(
        "A word [1]. Then [2][1]!",
        "<p>A <span class=\"nowrap\">word<button class=\"marker\">1</button>.</span> "
        + "<span class=\"nowrap\">Then<button class=\"marker\">2</button></span>"
        + "<span class=\"nowrap\"><button class=\"marker\">1</button>!</span></p>")]
    [InlineData("Unknown [7] stays.", "<p>Unknown [7] stays.</p>")]
    [InlineData("", "")]
    public async Task Answer_text_is_rendered_as_simple_markdown(string text, string expected)
    {
        var page = await OpenAsync();
        Assert.Equal(expected, await page.EvaluateAsync<string>(Render, text));
    }

    [Theory]
    [InlineData("<img src=x onerror=\"window.hit=1\"> **<svg onload=window.hit=1>**")]
    [InlineData("`</code><script>window.hit=1</script>` [1]<iframe srcdoc='<script>parent.hit=1</script>'>")]
    [InlineData("- <a href=\"javascript:window.hit=1\">x</a>\n- [x](javascript:window.hit=1)")]
    public async Task Answer_text_with_markup_stays_text(string text)
    {
        var page = await OpenAsync();
        await page.EvaluateAsync<string>(Render, text);
        var foreign = await page.Locator("div img, div svg, div script, div iframe, div a").CountAsync();
        Assert.Equal(0, foreign);
        Assert.True(await page.EvaluateAsync<bool>("() => window.hit === undefined"));
    }

    [Fact]
    public async Task Page_without_its_api_says_so_and_allows_nothing_inline()
    {
        var page = await browser.OpenAsync();
        var response = await page.GotoAsync($"{host.Address}/app/sign-in");
        Assert.Equal(404, response!.Status);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        var policy = await response.HeaderValueAsync("content-security-policy");
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asset_is_cached_for_ever_under_its_fingerprint_only()
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.Address) };
        var stale = await http.GetAsync("/assets/x/app.css", TestContext.Current.CancellationToken);
        Assert.Equal("no-cache", stale.Headers.CacheControl!.ToString());
        Assert.Equal("text/css", stale.Content.Headers.ContentType!.MediaType);
        var current = await http.GetAsync($"/assets/{stale.Headers.ETag!.Tag.Trim('"')}/app.css", TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.FromDays(365), current.Headers.CacheControl!.MaxAge);
        var missing = await http.GetAsync("/assets/x/missing.js", TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, missing.StatusCode);
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync($"{host.Address}/app/sign-in");
        return page;
    }
}
