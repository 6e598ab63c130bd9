using System.Xml.Linq;
using Footnote.Knowledge.Reading.Packages;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Word documents: body, then footnotes, endnotes, headers and footers once each. Read as the package it is, transitional or
/// strict.</summary>
internal sealed class DocxReader : IFormatReader
{
    private const string MainPart = "word/document.xml";

    public Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        using var package = PackageArchive.Open(context);
        var main = MainPartName(package);
        var body = package.ReadXml(main)?.Elements().FirstOrDefault(element => element.Name.LocalName == "body")
            ?? throw UnreadableFileException.Corrupt("The document has no body.");
        context.Title = OfficeProperties.Title(package);
        var relations = package.Relationships(main);
        var styles = DocxStyles.Read(Part(package, relations, "styles"));
        var countsPages = body.Descendants().Any(element => element.Name.LocalName == "lastRenderedPageBreak");
        var writer = new DocxBlockWriter(context.Builder, styles, countsPages, chunk =>
            AltChunk(package, relations, context, chunk, cancellationToken));
        writer.Write(body, cancellationToken);
        context.Pages = countsPages ? context.Builder.Page : null;
        context.Builder.Page = null;
        foreach (var part in relations.Values.Where(relation => relation.Kind is "footnotes" or "endnotes").Concat(Edges(relations)))
        {
            if (package.ReadXml(part.Target) is { } extra)
            {
                new DocxBlockWriter(context.Builder, styles, countsPages: false, _ => { }).WriteNotes(extra, cancellationToken);
            }
        }

        return Task.CompletedTask;
    }

    private static string MainPartName(PackageArchive package)
    {
        var office = package.Relationships(string.Empty).Values.FirstOrDefault(relation => relation.Kind == "officeDocument");
        return office.Target is { Length: > 0 } target && package.Contains(target) ? target : MainPart;
    }

    private static IEnumerable<Relationship> Edges(IReadOnlyDictionary<string, Relationship> relations) =>
        relations.Values.Where(relation => relation.Kind is "header" or "footer")
            .DistinctBy(relation => relation.Target, StringComparer.Ordinal);

    private static XElement? Part(PackageArchive package, IReadOnlyDictionary<string, Relationship> relations, string kind)
    {
        var target = relations.Values.FirstOrDefault(relation => relation.Kind == kind).Target;
        return target is null ? null : package.ReadXml(target);
    }

    private static void AltChunk(
        PackageArchive package, IReadOnlyDictionary<string, Relationship> relations, ReadingContext context, string id,
            CancellationToken cancellationToken)
    {
        if (!relations.TryGetValue(id, out var relation) || package.ReadBytes(relation.Target) is not { } bytes)
        {
            return;
        }

        if (relation.Target.Contains(".htm", StringComparison.OrdinalIgnoreCase) || bytes.AsSpan().IndexOf("<html"u8) >= 0)
        {
            HtmlReader.WriteFragment(HtmlReader.Decode(bytes, declared: null), context, cancellationToken);
        }
        else
        {
            context.Warn("EMBEDDED_SKIPPED", "A document embedded in this one was not read.");
        }
    }
}
