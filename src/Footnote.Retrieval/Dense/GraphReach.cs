namespace Footnote.Retrieval.Dense;

/// <summary>
/// Keeps nodes of the bottom layer within reach. Choosing links for diversity, and taking dead nodes out, can drop the last link that leads
/// to a node: walks then never meet it, however near they come. So every node stays backed: one of the live nodes it links to links to
/// it, too. What others know about (a walk comes to the neighbours of what it looks for) then leads to it.
/// </summary>
internal static unsafe class GraphReach
{
    /// <summary>
    /// Adds to the links chosen for a node those of its present ones whose targets would be left without a backer, in place of chosen
    /// ones when there is no room. Returns how many links there are.
    /// </summary>
    /// <param name="store">The rows and links, those of the node still as they were.</param>
    /// <param name="link">The node whose bottom links are chosen, and a target that counts as linked already; -1 for none.</param>
    /// <param name="candidates">All that could be linked to, best first.</param>
    /// <param name="chosen">The links, best first, and room for more.</param>
    /// <param name="count">How many are chosen.</param>
    public static int KeepReachable(
        VectorStore store, (int Node, int Target) link, ReadOnlySpan<ulong> candidates, Span<int> chosen, int count)
    {
        var selected = count;
        foreach (var key in candidates)
        {
            var slot = ScoreKey.Slot(key);
            var isLinked = slot == link.Target || Leads(store, link.Node, slot);
            if (!isLinked || slot == link.Node || chosen[..selected].Contains(slot) || IsBacked(store, slot, link.Node))
            {
                continue;
            }

            if (count < chosen.Length)
            {
                chosen[count++] = slot;
            }
            else if (LastBacked(store, link.Node, chosen[..selected]) is var place and >= 0)
            {
                chosen[place] = slot;
            }
        }

        return count;
    }

    /// <summary>Whether a live node other than <paramref name="except"/> that the node links to links back.</summary>
    public static bool IsBacked(VectorStore store, int node, int except)
    {
        var links = store.Row(node, 0, out var width);
        for (var i = 0; i < width && links[i] is var other and >= 0; i++)
        {
            if (other != except && store.Ids[other] >= 0 && Leads(store, other, node))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Leads(VectorStore store, int from, int to) =>
        new ReadOnlySpan<int>(store.Row(from, 0, out var width), width).Contains(to);

    /// <summary>The place of the farthest link whose target stays backed without it; -1 when all are needed.</summary>
    private static int LastBacked(VectorStore store, int node, ReadOnlySpan<int> chosen)
    {
        var place = chosen.Length - 1;
        while (place >= 0 && !IsBacked(store, chosen[place], node))
        {
            place--;
        }

        return place;
    }
}
