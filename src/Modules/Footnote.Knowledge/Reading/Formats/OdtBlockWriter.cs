using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Writes OpenDocument markup as blocks; deleted text of tracked changes is left out.</summary>
internal sealed class OdtBlockWriter(DocumentBuilder builder)
{
    private const int MaximumDepth = 60;
    private const int MaximumRepeat = 64;
    private readonly Queue<XElement> _apart = new();

    public void Write(XElement parent, CancellationToken cancellationToken) => Write(parent, isInList: false, 0, cancellationToken);

    private void Write(XElement parent, bool isInList, int depth, CancellationToken cancellationToken)
    {
        if (depth > MaximumDepth)
        {
            return;
        }

        foreach (var element in parent.Elements())
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (element.Name.LocalName)
            {
                case "h":
                    builder.Heading(TextOf(element), Level(element));
                    break;
                case "p" when isInList:
                    builder.ListItem(TextOf(element));
                    break;
                case "p":
                    builder.Paragraph(TextOf(element));
                    break;
                case "table":
                    WriteTable(element);
                    break;
                case "list":
                    Write(element, isInList: true, depth + 1, cancellationToken);
                    break;
                case "tracked-changes" or "sequence-decls" or "forms" or "variable-decls":
                    break;
                default:
                    Write(element, isInList, depth + 1, cancellationToken);
                    break;
            }

            WriteApart(depth, cancellationToken);
        }
    }

    /// <summary>Notes and text boxes stand inside a paragraph but are read after it.</summary>
    private void WriteApart(int depth, CancellationToken cancellationToken)
    {
        while (_apart.TryDequeue(out var element))
        {
            Write(element, isInList: false, depth + 1, cancellationToken);
        }
    }

    private void WriteTable(XElement table)
    {
        var rows = table.Descendants().Where(element => element.Name.LocalName == "table-row" && NearestTable(element) == table)
            .Select(row => (IReadOnlyList<string>)[.. row.Elements().Where(IsCell).SelectMany(Cell)])
            .Where(row => row.Any(cell => !string.IsNullOrWhiteSpace(cell)))
            .ToList();
        builder.Table(rows, hasHeader: rows.Count > 1 && rows[0].All(cell => cell.Length is > 0 and <= 80));
    }

    private static XElement? NearestTable(XElement element) => element.Ancestors().FirstOrDefault(a => a.Name.LocalName == "table");

    private static bool IsCell(XElement element) => element.Name.LocalName is "table-cell" or "covered-table-cell";

    private IEnumerable<string> Cell(XElement cell)
    {
        var text = string.Join(' ', cell.Descendants().Where(element => element.Name.LocalName is "p" or "h").Select(TextOf));
        return Enumerable.Repeat(text, Math.Min(Number(cell, "number-columns-repeated", 1), MaximumRepeat));
    }

    private string TextOf(XElement element)
    {
        var text = new StringBuilder();
        Append(element, text, 0);
        return text.ToString();
    }

    private void Append(XElement element, StringBuilder text, int depth)
    {
        if (depth > MaximumDepth)
        {
            return;
        }

        foreach (var node in element.Nodes())
        {
            if (node is XText part)
            {
                text.Append(part.Value);
            }
            else if (node is XElement child)
            {
                AppendElement(child, text, depth);
            }
        }
    }

    private void AppendElement(XElement child, StringBuilder text, int depth)
    {
        switch (child.Name.LocalName)
        {
            case "s" or "tab" or "line-break":
                text.Append(' ');
                break;
            case "note-citation" or "annotation-end":
                break;
            case "note-body" or "text-box" or "annotation":
                _apart.Enqueue(child);
                break;
            default:
                Append(child, text, depth + 1);
                break;
        }
    }

    private static int Level(XElement heading) => Number(heading, "outline-level", 1);

    private static int Number(XElement element, string attribute, int otherwise) =>
        int.TryParse(element.Attributes().FirstOrDefault(a => a.Name.LocalName == attribute)?.Value, CultureInfo.InvariantCulture,
            out var value)
            ? Math.Max(value, 1)
            : otherwise;
}
