using System.Globalization;

namespace Footnote.Knowledge.Sources.Web;

/// <summary>The rules of a site for robots (RFC 9309): of the group for this robot the longest matching rule wins, and allow wins a
/// tie.</summary>
internal sealed class RobotsRules
{
    public const int MaximumCharacters = 500 * 1024;
    private readonly List<(string Pattern, bool IsAllowed)> _rules = [];

    public static RobotsRules None { get; } = new();

    public TimeSpan? CrawlDelay { get; private set; }

    public IReadOnlyList<string> Sitemaps { get; private set; } = [];

    public static RobotsRules Parse(string text, string robot)
    {
        var own = new RobotsRules();
        var everybody = new RobotsRules();
        var sitemaps = new List<string>();
        var current = new List<RobotsRules>();
        var isNamed = false;
        var isInRules = false;
        foreach (var (field, value) in Lines(text))
        {
            switch (field)
            {
                case "user-agent":
                    if (isInRules)
                    {
                        current.Clear();
                        isInRules = false;
                    }

                    if (value == "*")
                    {
                        current.Add(everybody);
                    }
                    else if (value.Split('/')[0].Trim().Equals(robot, StringComparison.OrdinalIgnoreCase))
                    {
                        current.Add(own);
                        isNamed = true;
                    }

                    break;
                case "sitemap":
                    sitemaps.Add(value);
                    break;
                case "allow" or "disallow" or "crawl-delay":
                    isInRules = true;
                    current.ForEach(group => group.Add(field, value));
                    break;
            }
        }

        var rules = isNamed ? own : everybody;
        rules.Sitemaps = sitemaps;
        return rules;
    }

    public bool Allows(Uri address)
    {
        var path = address.PathAndQuery;
        var best = -1;
        var isAllowed = true;
        foreach (var (pattern, allows) in _rules)
        {
            if ((pattern.Length > best || (pattern.Length == best && allows)) && Matches(pattern, path))
            {
                best = pattern.Length;
                isAllowed = allows;
            }
        }

        return isAllowed;
    }

    private static IEnumerable<(string Field, string Value)> Lines(string text)
    {
        foreach (var line in text.Split('\n', '\r'))
        {
            var content = line.Split('#')[0];
            var colon = content.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                yield return (content[..colon].Trim().ToLowerInvariant(), content[(colon + 1)..].Trim());
            }
        }
    }

    private void Add(string field, string value)
    {
        if (field == "crawl-delay")
        {
            CrawlDelay = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                && seconds is >= 0 and < 86_400 ? TimeSpan.FromSeconds(seconds) : CrawlDelay;
        }
        else if (value.Length > 0)
        {
            _rules.Add((value, field == "allow"));
        }
    }

    /// <summary>A star stands for anything, a dollar at the end for the end; linear by remembering the last star only.</summary>
    private static bool Matches(string pattern, string path)
    {
        var isAnchored = pattern.EndsWith('$');
        var end = isAnchored ? pattern.Length - 1 : pattern.Length;
        int at = 0, place = 0, star = -1, starPlace = 0;
        while (true)
        {
            if (at == end && (!isAnchored || place == path.Length))
            {
                return true;
            }

            if (at < end && pattern[at] == '*')
            {
                star = at++;
                starPlace = place;
            }
            else if (at < end && place < path.Length && pattern[at] == path[place])
            {
                at++;
                place++;
            }
            else if (star >= 0 && starPlace < path.Length)
            {
                at = star + 1;
                place = ++starPlace;
            }
            else
            {
                return false;
            }
        }
    }
}
