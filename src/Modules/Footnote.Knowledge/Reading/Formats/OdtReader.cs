using System.Xml.Linq;
using Footnote.Knowledge.Reading.Packages;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>OpenDocument text: body, then headers and footers of the page styles.</summary>
internal sealed class OdtReader : IFormatReader
{
    public Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        using var package = PackageArchive.Open(context);
        if (Named(package.ReadXml("META-INF/manifest.xml"), "encryption-data").Any())
        {
            throw UnreadableFileException.Encrypted();
        }

        var content = package.ReadXml("content.xml") ?? throw UnreadableFileException.Corrupt("The document has no content.");
        context.Title = Named(package.ReadXml("meta.xml"), "title").FirstOrDefault()?.Value;
        var writer = new OdtBlockWriter(context.Builder);
        foreach (var body in Named(content, "body"))
        {
            writer.Write(body, cancellationToken);
        }

        foreach (var edge in Named(package.ReadXml("styles.xml"), "master-page").SelectMany(page => page.Elements()))
        {
            if (edge.Name.LocalName is "header" or "footer")
            {
                writer.Write(edge, cancellationToken);
            }
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<XElement> Named(XElement? element, string name) =>
        (element?.Descendants() ?? []).Where(child => child.Name.LocalName == name);
}
