namespace Footnote.Knowledge.Reading.Layout;

/// <summary>Puts the parts of a page in order: blocks as they are read, each table where its first cell stands.</summary>
internal static class PageComposer
{
    public static IReadOnlyList<PageElement> Compose(LayoutPage page)
    {
        var owners = new Dictionary<LayoutWord, LayoutTable>(ReferenceEqualityComparer.Instance);
        foreach (var table in TableFinder.Find(page))
        {
            foreach (var word in new PageElement([], table).Words)
            {
                owners[word] = table;
            }
        }

        var elements = new List<PageElement>();
        var written = new HashSet<LayoutTable>(ReferenceEqualityComparer.Instance);
        foreach (var block in page.Blocks)
        {
            Compose(block, owners, written, elements);
        }

        return elements;
    }

    private static void Compose(
        IReadOnlyList<LayoutLine> block, Dictionary<LayoutWord, LayoutTable> owners, HashSet<LayoutTable> written,
        List<PageElement> elements)
    {
        var lines = new List<LayoutLine>();
        foreach (var line in block)
        {
            if (!owners.TryGetValue(line.Words[0], out var table))
            {
                lines.Add(line);
                continue;
            }

            Flush(lines, elements);
            if (written.Add(table))
            {
                elements.Add(new PageElement([], table));
            }
        }

        Flush(lines, elements);
    }

    private static void Flush(List<LayoutLine> lines, List<PageElement> elements)
    {
        if (lines.Count > 0)
        {
            elements.Add(new PageElement([.. lines], null));
            lines.Clear();
        }
    }
}
