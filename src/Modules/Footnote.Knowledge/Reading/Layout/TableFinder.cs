namespace Footnote.Knowledge.Reading.Layout;

/// <summary>
/// Finds tables by geometry: three rows or more that stand close together, whose cells fall into the same columns with clear space between
/// them. Columns of running text look alike but for their long lines: one column of a table holds short cells.
/// </summary>
internal static class TableFinder
{
    private const int LeastRows = 3;
    private const double CellGapHeights = 1.4;
    private const double RowGapHeights = 2.2;
    private const double ShortWords = 4.5;
    private const double LongWords = 5.5;
    private const double FullWidth = 0.8;

    public static IReadOnlyList<LayoutTable> Find(LayoutPage page)
    {
        var rows = RowsOf(page);
        var tables = new List<LayoutTable>();
        for (var start = 0; start < rows.Count;)
        {
            var end = start;
            while (end < rows.Count && rows[end].Count > 1 && (end == start || IsNear(rows[end - 1], rows[end])))
            {
                end++;
            }

            var used = Longest(rows, start, end, tables);
            start = Math.Max(used, start + 1);
        }

        return tables;
    }

    /// <summary>Takes the longest table that starts at the first row; returns the row after it.</summary>
    private static int Longest(List<List<LayoutLine>> rows, int start, int end, List<LayoutTable> tables)
    {
        for (var last = end; last - start >= LeastRows; last--)
        {
            var part = rows.GetRange(start, last - start);
            if (TableOf(part) is { } table)
            {
                tables.Add(table);
                return last;
            }
        }

        return start;
    }

    private static LayoutTable? TableOf(List<List<LayoutLine>> rows)
    {
        var columns = ColumnsOf(rows);
        if (columns.Count < 2)
        {
            return null;
        }

        var table = new List<IReadOnlyList<LayoutLine?>>();
        foreach (var row in rows)
        {
            var cells = new LayoutLine?[columns.Count];
            foreach (var cell in row)
            {
                var column = columns.FindIndex(span => cell.Box.Left >= span.Left && cell.Box.Right <= span.Right);
                if (cells[column] is not null)
                {
                    return null;
                }

                cells[column] = cell;
            }

            table.Add(cells);
        }

        var byColumn = columns.ConvertAll(_ => new List<LayoutLine>());
        foreach (var (column, cell) in table.SelectMany(row => row.Index()))
        {
            byColumn[column].AddRange(cell is null ? [] : [cell]);
        }

        var isTable = byColumn.Exists(column => column.Average(cell => cell.Words.Count) <= ShortWords)
            && !byColumn.Index().Any(column => IsRunningText(column.Item, columns[column.Index]));
        return isTable ? new LayoutTable(table) : null;
    }

    /// <summary>Long lines, most of which reach from edge to edge.</summary>
    private static bool IsRunningText(List<LayoutLine> column, (double Left, double Right) edges) =>
        column.Average(cell => cell.Words.Count) >= LongWords
        && column.Count(cell => cell.Box.Width >= FullWidth * (edges.Right - edges.Left)) * 2 >= column.Count;

    /// <summary>Where cells of different rows stand above each other they belong to one column.</summary>
    private static List<(double Left, double Right)> ColumnsOf(List<List<LayoutLine>> rows)
    {
        var columns = new List<(double Left, double Right)>();
        foreach (var box in rows.SelectMany(row => row).Select(cell => cell.Box).OrderBy(box => box.Left))
        {
            if (columns.Count > 0 && box.Left <= columns[^1].Right)
            {
                columns[^1] = (columns[^1].Left, Math.Max(columns[^1].Right, box.Right));
            }
            else
            {
                columns.Add((box.Left, box.Right));
            }
        }

        return columns;
    }

    /// <summary>All cells of the page as rows from top to bottom, each from left to right.</summary>
    private static List<List<LayoutLine>> RowsOf(LayoutPage page)
    {
        var rows = new List<List<LayoutLine>>();
        foreach (var cell in page.Blocks.SelectMany(block => block).SelectMany(CellsOf).OrderBy(cell => cell.Box.Middle))
        {
            if (rows.Count > 0 && rows[^1].TrueForAll(other => other.Box.IsBeside(cell.Box)))
            {
                rows[^1].Add(cell);
            }
            else
            {
                rows.Add([cell]);
            }
        }

        rows.ForEach(row => row.Sort((one, other) => one.Box.Left.CompareTo(other.Box.Left)));
        return rows;
    }

    /// <summary>A line is cut where the space between two words is too wide for running text.</summary>
    private static IEnumerable<LayoutLine> CellsOf(LayoutLine line)
    {
        var words = new List<LayoutWord>();
        foreach (var word in line.Words)
        {
            if (words.Count > 0 && word.Box.Left - words[^1].Box.Right > CellGapHeights * line.FontHeight)
            {
                yield return new LayoutLine([.. words]);
                words.Clear();
            }

            words.Add(word);
        }

        yield return new LayoutLine(words);
    }

    private static bool IsNear(List<LayoutLine> above, List<LayoutLine> below) =>
        below.Min(cell => cell.Box.Top) - above.Max(cell => cell.Box.Bottom) <= RowGapHeights * below[0].FontHeight;
}
