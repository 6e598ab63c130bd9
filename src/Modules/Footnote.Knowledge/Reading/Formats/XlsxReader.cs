using System.Globalization;
using System.Xml.Linq;
using Footnote.Knowledge.Reading.Packages;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>
/// Workbooks: a sheet is a page with its name as heading; every row carries the names of its columns. Stored results are read; formulas,
/// links and connections are never evaluated.
/// </summary>
internal sealed class XlsxReader : IFormatReader
{
    private const string Workbook = "xl/workbook.xml";

    public Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        using var package = PackageArchive.Open(context);
        context.Title = OfficeProperties.Title(package);
        var relations = package.Relationships(Workbook);
        var strings = SharedStrings(package);
        var formats = XlsxFormats.Read(package.ReadXml("xl/styles.xml"));
        var sheets = Sheets(package, relations);
        context.Pages = sheets.Count;
        for (var i = 0; i < sheets.Count; i++)
        {
            context.Builder.Page = i + 1;
            context.Builder.Heading(sheets[i].Name, 1);
            var before = context.Builder.Length;
            var writer = new SheetWriter(context.Builder);
            foreach (var row in package.StreamXml(sheets[i].Part, "row"))
            {
                cancellationToken.ThrowIfCancellationRequested();
                writer.Write(Cells(row, strings, formats));
            }

            writer.End();
            WriteComments(package, sheets[i].Part, context);
            context.EmptyPages += context.Builder.Length == before ? 1 : 0;
        }

        context.Builder.Page = null;
        return Task.CompletedTask;
    }

    private static List<(string Name, string Part)> Sheets(PackageArchive package, IReadOnlyDictionary<string, Relationship> relations)
    {
        var sheets = new List<(string, string)>();
        foreach (var sheet in (package.ReadXml(Workbook)?.Descendants() ?? []).Where(element => element.Name.LocalName == "sheet"))
        {
            var id = sheet.Attributes().FirstOrDefault(a => a.Name.LocalName == "id" && a.Name.NamespaceName.Length > 0)?.Value;
            if (id is not null && relations.TryGetValue(id, out var relation) && relation.Kind == "worksheet")
            {
                sheets.Add((sheet.Attribute("name")?.Value ?? string.Empty, relation.Target));
            }
        }

        return sheets;
    }

    private static List<string> SharedStrings(PackageArchive package) =>
        [.. package.StreamXml("xl/sharedStrings.xml", "si").Select(RichText)];

    /// <summary>Text and runs of text, without the phonetic reading beside them.</summary>
    private static string RichText(XElement item) =>
        string.Concat(item.Elements().Where(element => element.Name.LocalName is "t" or "r").SelectMany(TextParts)
            .Select(text => text.Value));

    private static IEnumerable<XElement> TextParts(XElement element) =>
        element.Name.LocalName == "t" ? [element] : element.Elements().Where(child => child.Name.LocalName == "t");

    private static List<string> Cells(XElement row, List<string> strings, XlsxFormats formats)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements().Where(element => element.Name.LocalName == "c"))
        {
            var column = ColumnOf(cell.Attribute("r")?.Value) ?? cells.Count;
            while (cells.Count < column)
            {
                cells.Add(string.Empty);
            }

            cells.Add(Value(cell, strings, formats));
        }

        return cells;
    }

    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var c in (reference ?? string.Empty).TakeWhile(char.IsAsciiLetterUpper))
        {
            column = (column * 26) + (c - 'A' + 1);
        }

        return column is 0 or > 16_384 ? null : column - 1;
    }

    private static string Value(XElement cell, List<string> strings, XlsxFormats formats)
    {
        var value = cell.Elements().FirstOrDefault(element => element.Name.LocalName == "v")?.Value ?? string.Empty;
        switch (cell.Attribute("t")?.Value)
        {
            case "s":
                return int.TryParse(value, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < strings.Count
                    ? strings[index] : string.Empty;
            case "inlineStr":
                return cell.Elements().FirstOrDefault(element => element.Name.LocalName == "is") is { } item ? RichText(item)
                    : string.Empty;
            case "b":
                return value == "1" ? "TRUE" : "FALSE";
            case "str" or "e" or "d":
                return value;
            default:
                _ = int.TryParse(cell.Attribute("s")?.Value, CultureInfo.InvariantCulture, out var style);
                return formats.Format(value, style);
        }
    }

    private static void WriteComments(PackageArchive package, string sheet, ReadingContext context)
    {
        var parts = package.Relationships(sheet).Values.Where(relation => relation.Kind == "comments").Select(relation => relation.Target);
        foreach (var comment in parts.SelectMany(part => package.StreamXml(part, "comment")))
        {
            var text = comment.Elements().FirstOrDefault(element => element.Name.LocalName == "text");
            context.Builder.Paragraph($"{comment.Attribute("ref")?.Value}: {(text is null ? string.Empty : RichText(text))}");
        }
    }
}
