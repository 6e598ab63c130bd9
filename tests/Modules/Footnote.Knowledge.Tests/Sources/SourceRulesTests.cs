using System.Net;
using Footnote.Knowledge.Sources;
using Footnote.Knowledge.Sources.Web;

namespace Footnote.Knowledge.Tests.Sources;

public sealed class SourceRulesTests
{
    [Theory]
    [InlineData("*.md", "a.md", true)]
    [InlineData("*.md", "deep/down/a.md", true)]
    [InlineData("*.md", "a.mdx", false)]
    [InlineData("docs/*.md", "docs/a.md", true)]
    [InlineData("docs/*.md", "docs/sub/a.md", false)]
    [InlineData("docs/**", "docs/sub/a.md", true)]
    [InlineData("docs/**/a.md", "docs/a.md", true)]
    [InlineData("**/draft/**", "draft/x", true)]
    [InlineData("**/draft/**", "a/b/draft/c/x", true)]
    [InlineData("**/draft/**", "a/drafts/x", false)]
    [InlineData("/docs/?.md", "docs/a.md", true)]
    [InlineData("a+(b).md", "a+(b).md", true)]
    [InlineData("A.md", "a.md", false)]
    public void Pattern_matches_as_people_expect(string pattern, string reference, bool expected) =>
        Assert.Equal(expected, GlobPattern.Parse(pattern).Matches(reference));

    [Fact]
    public void Pattern_made_to_be_slow_is_not()
    {
        var pattern = GlobPattern.Parse(string.Concat(Enumerable.Repeat("*a", 100)) + "b");

        Assert.False(pattern.Matches(new string('a', 2000)));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("127.8.8.8", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2606:4700::1111", true)]
    public void Address_is_public_or_not(string address, bool expected) =>
        Assert.Equal(expected, PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("/", true)]
    [InlineData("/a/b", false)]
    [InlineData("/a/b/open/x", true)]
    [InlineData("/x.gif", false)]
    [InlineData("/x.gif?y", true)]
    [InlineData("/search?q=1", false)]
    public void Longest_rule_of_robots_wins(string path, bool expected)
    {
        var rules = RobotsRules.Parse(
            "# site\nUser-Agent: FootnoteBot # us\nDisallow: /a/\nAllow: /a/b/open\nDisallow: /*.gif$\nDisallow: /search\nDisallow:\n",
            "FootnoteBot");

        Assert.Equal(expected, rules.Allows(new Uri(new Uri("https://example.org"), path)));
    }

    [Fact]
    public void Groups_of_several_robots_share_their_rules_and_strangers_get_the_star()
    {
        const string Text = "User-agent: Other\nUser-agent: footnotebot\nDisallow: /x\n\nUser-agent: *\nDisallow: /";

        Assert.True(RobotsRules.Parse(Text, "FootnoteBot").Allows(new Uri("https://example.org/y")));
        Assert.False(RobotsRules.Parse(Text, "FootnoteBot").Allows(new Uri("https://example.org/x")));
        Assert.False(RobotsRules.Parse(Text, "Stranger").Allows(new Uri("https://example.org/y")));
        Assert.True(RobotsRules.Parse("<html>no rules</html>", "FootnoteBot").Allows(new Uri("https://example.org/")));
    }

    [Theory]
    [InlineData("https://Example.ORG:443/a?#x", "https://example.org/a")]
    [InlineData("http://example.org", "http://example.org/")]
    [InlineData("https://example.org/%C3%BC?b=1&a=2", "https://example.org/%C3%BC?b=1&a=2")]
    public void Address_has_one_form(string address, string expected) =>
        Assert.Equal(expected, PageAddress.Normalize(new Uri(address))?.AbsoluteUri);

    [Fact]
    public void Daily_schedule_names_the_next_moment_of_its_time()
    {
        var schedule = new SourceSchedule(Every: null, new TimeOnly(3, 30));
        var morning = new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);

        Assert.Equal(morning.AddHours(1.5), schedule.Next(morning));
        Assert.Equal(morning.AddHours(25.5), schedule.Next(morning.AddHours(1.5)));
        Assert.Null(new SourceSchedule(null, null).Next(morning));
        Assert.Equal(morning.AddHours(2), new SourceSchedule(TimeSpan.FromHours(2), null).Next(morning));
    }
}
