using System.Text;

namespace Footnote.Knowledge.Reading.Text;

/// <summary>Writes a table row as one line that can be understood without the table.</summary>
internal static class TableRowText
{
    /// <summary>"A | B" without column names, "Name: A | Year: B" with them; empty cells are left out.</summary>
    public static string Format(IReadOnlyList<string> cells, IReadOnlyList<string>? header)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = TextCleaner.Collapse(cells[i]);
            if (cell.Length == 0)
            {
                continue;
            }

            var name = header is not null && i < header.Count ? TextCleaner.Collapse(header[i]) : string.Empty;
            line.Append(line.Length > 0 ? " | " : string.Empty);
            if (name.Length > 0 && !string.Equals(name, cell, StringComparison.Ordinal))
            {
                line.Append(name).Append(name.EndsWith(':') ? " " : ": ");
            }

            line.Append(cell);
        }

        return line.ToString();
    }
}
