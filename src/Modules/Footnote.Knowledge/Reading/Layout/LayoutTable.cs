namespace Footnote.Knowledge.Reading.Layout;

/// <summary>A table found on a page: rows of cells, each null or the line that stands in its column.</summary>
internal sealed record LayoutTable(IReadOnlyList<IReadOnlyList<LayoutLine?>> Rows)
{
    /// <summary>
    /// Whether the first row names the columns: it is full and without digits, and what stands below one of the later names is mostly
    /// numbers.
    /// </summary>
    public bool HasHeader
    {
        get
        {
            var isNames = Rows[0].All(cell => cell is not null && cell.Text.Any(char.IsLetter) && !cell.Text.Any(char.IsDigit));
            return isNames && Enumerable.Range(1, Rows[0].Count - 1).Any(column =>
                Rows.Skip(1).Count(row => row[column]?.Text.Any(char.IsDigit) == true) * 2 >= Rows.Count - 1);
        }
    }

    public IReadOnlyList<IReadOnlyList<string>> Texts => [.. Rows.Select(row => row.Select(cell => cell?.Text ?? string.Empty).ToArray())];
}
