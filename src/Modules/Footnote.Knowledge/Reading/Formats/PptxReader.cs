using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Footnote.Knowledge.Reading.Packages;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Presentations: a slide is a page; titles are headings; tables, charts, diagrams, notes and comments follow their
/// slide.</summary>
internal sealed class PptxReader : IFormatReader
{
    private const string Presentation = "ppt/presentation.xml";

    public Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        using var package = PackageArchive.Open(context);
        context.Title = OfficeProperties.Title(package);
        var slides = Slides(package);
        context.Pages = slides.Count;
        for (var i = 0; i < slides.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            context.Builder.Page = i + 1;
            var before = context.Builder.Length;
            WriteSlide(package, slides[i], context);
            context.EmptyPages += context.Builder.Length == before ? 1 : 0;
        }

        context.Builder.Page = null;
        context.HasPictures = package.Names.Any(name => name.StartsWith("ppt/media/", StringComparison.OrdinalIgnoreCase));
        context.OcrAdvice = "Save the presentation as PDF, whose pages can be recognised, and upload that.";
        return Task.CompletedTask;
    }

    private static List<string> Slides(PackageArchive package)
    {
        var relations = package.Relationships(Presentation);
        var ordered = (package.ReadXml(Presentation)?.Descendants() ?? [])
            .Where(element => element.Name.LocalName == "sldId")
            .Select(element => element.Attributes().FirstOrDefault(a => a.Name.LocalName == "id" && a.Name.NamespaceName.Length > 0)?.Value)
            .Where(id => id is not null && relations.ContainsKey(id))
            .Select(id => relations[id ?? string.Empty].Target)
            .Where(package.Contains)
            .ToList();
        return ordered.Count > 0
            ? ordered
            : [.. package.Names.Where(IsSlide).OrderBy(NumberOf)];
    }

    private static bool IsSlide(string name) =>
        name.StartsWith("ppt/slides/slide", StringComparison.OrdinalIgnoreCase)
            && name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

    private static int NumberOf(string name) =>
        int.TryParse(new string([.. name.Where(char.IsAsciiDigit)]), CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    private static void WriteSlide(PackageArchive package, string part, ReadingContext context)
    {
        var slide = package.ReadXml(part);
        foreach (var element in slide?.Descendants() ?? [])
        {
            if (element.Name.LocalName == "sp")
            {
                WriteShape(element, context, isNote: false);
            }
            else if (element.Name.LocalName == "tbl")
            {
                WriteTable(element, context);
            }
        }

        foreach (var relation in package.Relationships(part).Values)
        {
            WriteRelated(package, relation, context);
        }
    }

    private static void WriteRelated(PackageArchive package, Relationship relation, ReadingContext context)
    {
        switch (relation.Kind)
        {
            case "notesSlide":
                foreach (var shape in Named(package.ReadXml(relation.Target), "sp"))
                {
                    WriteShape(shape, context, isNote: true);
                }

                break;
            case "chart":
                var values = Named(package.ReadXml(relation.Target), "v").Concat(Named(package.ReadXml(relation.Target), "t"));
                context.Builder.Paragraph(string.Join(", ", values.Select(value => value.Value).Distinct(StringComparer.Ordinal)));
                break;
            case "diagramData":
                foreach (var point in Named(package.ReadXml(relation.Target), "pt"))
                {
                    context.Builder.ListItem(TextOf(point));
                }

                break;
            case "comments":
                foreach (var comment in Named(package.ReadXml(relation.Target), "cm"))
                {
                    var text = Named(comment, "text").FirstOrDefault()?.Value ?? TextOf(comment);
                    context.Builder.Paragraph(text);
                }

                break;
        }
    }

    private static void WriteShape(XElement shape, ReadingContext context, bool isNote)
    {
        var type = Named(shape, "ph").FirstOrDefault()?.Attribute("type")?.Value;
        if (type is "sldNum" or "dt" or "hdr" || (isNote && type is "sldImg"))
        {
            return;
        }

        var body = shape.Elements().FirstOrDefault(element => element.Name.LocalName == "txBody");
        var paragraphs = (body?.Elements() ?? []).Where(element => element.Name.LocalName == "p").Select(TextOf);
        if (type is "title" or "ctrTitle" && !isNote)
        {
            context.Builder.Heading(string.Join(' ', paragraphs), 1);
            return;
        }

        foreach (var paragraph in paragraphs)
        {
            context.Builder.Paragraph(paragraph);
        }
    }

    private static void WriteTable(XElement table, ReadingContext context)
    {
        var rows = Named(table, "tr").Select(row => (IReadOnlyList<string>)[.. Named(row, "tc").Select(TextOf)]).ToList();
        context.Builder.Table(rows, hasHeader: true);
    }

    private static string TextOf(XElement element)
    {
        var text = new StringBuilder();
        foreach (var part in element.Descendants())
        {
            text.Append(part.Name.LocalName switch
            {
                "t" => part.Value,
                "br" or "p" or "tab" => " ",
                _ => string.Empty,
            });
        }

        return text.ToString();
    }

    private static IEnumerable<XElement> Named(XElement? element, string name) =>
        (element?.Descendants() ?? []).Where(child => child.Name.LocalName == name);
}
