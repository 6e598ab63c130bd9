using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Writes WordprocessingML as blocks. Deleted text, field codes and the fallback of alternate content are left out.</summary>
internal sealed class DocxBlockWriter(DocumentBuilder builder, DocxStyles styles, bool countsPages, Action<string> altChunk)
{
    private const int MaximumDepth = 60;
    private const int MaximumHeaderCell = 80;
    private readonly List<XElement> _textBoxes = [];
    private int _page = 1;

    public void Write(XElement body, CancellationToken cancellationToken)
    {
        builder.Page = countsPages ? _page : null;
        WriteBlocks(body, 0, cancellationToken);
    }

    /// <summary>The notes of a notes part, or the paragraphs of a header or footer.</summary>
    public void WriteNotes(XElement part, CancellationToken cancellationToken)
    {
        var notes = part.Elements().Where(element => element.Name.LocalName is "footnote" or "endnote").ToList();
        if (notes.Count == 0)
        {
            WriteBlocks(part, 0, cancellationToken);
            return;
        }

        foreach (var note in notes.Where(note => DocxStyles.Value(note, "type") is null or "normal"))
        {
            WriteBlocks(note, 0, cancellationToken);
        }
    }

    private void WriteBlocks(XElement parent, int depth, CancellationToken cancellationToken)
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
                case "p":
                    WriteParagraph(element, depth, cancellationToken);
                    break;
                case "tbl":
                    WriteTable(element, depth, cancellationToken);
                    break;
                case "altChunk":
                    altChunk(DocxStyles.Value(element, "id") ?? string.Empty);
                    break;
                case "AlternateContent":
                    WriteBlocks(Alternative(element), depth + 1, cancellationToken);
                    break;
                case "sdt" or "sdtContent" or "customXml" or "ins" or "moveTo" or "smartTag" or "body" or "sect" or "txbxContent":
                    WriteBlocks(element, depth + 1, cancellationToken);
                    break;
            }
        }
    }

    private void WriteParagraph(XElement paragraph, int depth, CancellationToken cancellationToken)
    {
        var properties = DocxStyles.Child(paragraph, "pPr");
        var text = new StringBuilder();
        var before = _page;
        AppendRuns(paragraph, text, 0);
        var level = styles.LevelOf(properties);
        // a break at the very start moves the whole paragraph to the next page
        builder.Page = countsPages ? before : null;
        if (level > 0)
        {
            builder.Page = countsPages ? _page : null;
            builder.Heading(text.ToString(), level);
        }
        else if (DocxStyles.Child(properties, "numPr") is not null)
        {
            builder.ListItem(text.ToString());
        }
        else
        {
            builder.Paragraph(text.ToString());
        }

        builder.Page = countsPages ? _page : null;
        WriteTextBoxes(depth, cancellationToken);
    }

    private void WriteTextBoxes(int depth, CancellationToken cancellationToken)
    {
        var boxes = _textBoxes.ToArray();
        _textBoxes.Clear();
        foreach (var box in boxes)
        {
            WriteBlocks(box, depth + 1, cancellationToken);
        }
    }

    private void AppendRuns(XElement parent, StringBuilder text, int depth)
    {
        if (depth > MaximumDepth)
        {
            return;
        }

        foreach (var element in parent.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "t":
                    text.Append(element.Value);
                    break;
                case "tab" or "br" or "cr" or "ptab":
                    text.Append(' ');
                    break;
                case "noBreakHyphen":
                    text.Append('\u2011');
                    break;
                case "sym":
                    AppendSymbol(element, text);
                    break;
                case "lastRenderedPageBreak":
                    _page++;
                    break;
                case "AlternateContent":
                    AppendRuns(Alternative(element), text, depth + 1);
                    break;
                case "txbxContent":
                    _textBoxes.Add(element);
                    break;
                case "tbl":
                    _textBoxes.Add(new XElement("body", element));
                    break;
                case "del" or "moveFrom" or "instrText" or "delText" or "rPr" or "pPr" or "rt" or "footnotePr":
                    break;
                default:
                    AppendRuns(element, text, depth + 1);
                    break;
            }
        }
    }

    private static void AppendSymbol(XElement element, StringBuilder text)
    {
        var code = DocxStyles.Value(element, "char");
        if (int.TryParse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) && value is > 0x20 and < 0xE000)
        {
            text.Append((char)value);
        }
    }

    private static XElement Alternative(XElement element) =>
        DocxStyles.Child(element, "Choice") ?? DocxStyles.Child(element, "Fallback") ?? element;

    private void WriteTable(XElement table, int depth, CancellationToken cancellationToken)
    {
        var rows = table.Descendants()
            .Where(element =>
                element.Name.LocalName == "tr" && NearestTable(element) == table
                    && DocxStyles.Child(DocxStyles.Child(element, "trPr"), "del") is null)
            .ToList();
        var cellElements = rows.ConvertAll(Cells);
        if (cellElements.TrueForAll(cells => cells.Count <= 1))
        {
            foreach (var cell in cellElements.SelectMany(cells => cells))
            {
                WriteBlocks(cell, depth + 1, cancellationToken);
            }

            return;
        }

        builder.Page = countsPages ? _page : null;
        var texts = cellElements.ConvertAll(RowTexts);
        builder.Table(texts, LooksLikeHeader(texts[0]));
        WriteTextBoxes(depth, cancellationToken);
    }

    private static XElement? NearestTable(XElement element) =>
        element.Ancestors().FirstOrDefault(candidate => candidate.Name.LocalName == "tbl");

    private static List<XElement> Cells(XElement row) =>
        [.. row.Descendants()
            .Where(element => element.Name.LocalName == "tc" && element.Ancestors().First(a => a.Name.LocalName == "tr") == row)];

    private IReadOnlyList<string> RowTexts(List<XElement> cells)
    {
        var texts = new List<string>();
        foreach (var cell in cells)
        {
            texts.Add(CellText(cell));
            var span = DocxStyles.Value(DocxStyles.Child(DocxStyles.Child(cell, "tcPr"), "gridSpan"), "val");
            var width = int.TryParse(span, CultureInfo.InvariantCulture, out var value) ? Math.Clamp(value, 1, 60) : 1;
            texts.AddRange(Enumerable.Repeat(string.Empty, width - 1));
        }

        return texts;
    }

    /// <summary>All paragraphs of a cell, those of tables inside it too, as one line.</summary>
    private string CellText(XElement cell)
    {
        var text = new StringBuilder();
        foreach (var paragraph in cell.Descendants().Where(element => element.Name.LocalName == "p" && !IsNestedParagraph(element, cell)))
        {
            text.Append(text.Length > 0 ? " " : string.Empty);
            AppendRuns(paragraph, text, 0);
        }

        return text.ToString();
    }

    private static bool IsNestedParagraph(XElement paragraph, XElement cell) =>
        paragraph.Ancestors().TakeWhile(ancestor => ancestor != cell).Any(ancestor => ancestor.Name.LocalName is "p" or "Fallback");

    private static bool LooksLikeHeader(IReadOnlyList<string> row) =>
        row.All(cell => cell.Length <= MaximumHeaderCell) && row.Count(cell => TextCleaner.Collapse(cell).Length > 0) >= 2
        && !row.Any(cell => double.TryParse(cell, NumberStyles.Any, CultureInfo.InvariantCulture, out _));
}
