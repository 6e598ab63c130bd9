namespace Footnote.Knowledge.Sources.Web;

/// <summary>The addresses still to visit, nearest first; each is given out once.</summary>
internal sealed class CrawlFrontier(Uri start, RobotsRules robots, int maxDepth)
{
    private readonly Queue<(Uri Address, int Depth)> _queue = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public bool IsEmpty => _queue.Count == 0;

    public bool IsOfSite(Uri address) =>
        string.Equals(address.Authority, start.Authority, StringComparison.OrdinalIgnoreCase) && address.Scheme == start.Scheme;

    public bool WasSeen(string reference) => _known.Contains(reference);

    /// <summary>Adds an address of the site that the rules allow and nobody has added yet.</summary>
    public void Add(Uri address, int depth)
    {
        if (depth <= maxDepth && PageAddress.Normalize(address) is { } page && IsOfSite(page) && robots.Allows(page)
            && _known.Add(page.AbsoluteUri))
        {
            _queue.Enqueue((page, depth));
        }
    }

    /// <summary>Marks an address that was reached by a redirect; false when it is known already.</summary>
    public bool Claim(Uri address) => _known.Add(address.AbsoluteUri);

    public bool TryTake(out (Uri Address, int Depth) next) => _queue.TryDequeue(out next);
}
