namespace Footnote.Knowledge.Reading.Layout;

/// <summary>A part of a page in the order it is read: lines of a block, or a table.</summary>
internal sealed record PageElement(IReadOnlyList<LayoutLine> Lines, LayoutTable? Table)
{
    public IEnumerable<LayoutWord> Words => Table is null
        ? Lines.SelectMany(line => line.Words)
        : Table.Rows.SelectMany(row => row.OfType<LayoutLine>()).SelectMany(cell => cell.Words);
}
