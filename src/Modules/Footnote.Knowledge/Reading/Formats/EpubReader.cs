using System.Text.RegularExpressions;
using System.Xml.Linq;
using Footnote.Knowledge.Reading.Packages;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Electronic books: the chapters in reading order.</summary>
internal sealed partial class EpubReader : IFormatReader
{
    public Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        using var package = PackageArchive.Open(context);
        if (package.Contains("META-INF/rights.xml"))
        {
            throw UnreadableFileException.Encrypted();
        }

        var root = Named(package.ReadXml("META-INF/container.xml"), "rootfile").FirstOrDefault()?.Attribute("full-path")?.Value
            ?? package.Names.FirstOrDefault(name => name.EndsWith(".opf", StringComparison.OrdinalIgnoreCase))
            ?? throw UnreadableFileException.Corrupt("The book has no package document.");
        var book = package.ReadXml(root) ?? throw UnreadableFileException.Corrupt("The book has no package document.");
        context.Title = Named(book, "title").FirstOrDefault()?.Value;
        var folder = root.Contains('/', StringComparison.Ordinal) ? root[..root.LastIndexOf('/')] : string.Empty;
        foreach (var chapter in Chapters(book))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (package.ReadBytes(PackageArchive.Resolve(folder, Uri.UnescapeDataString(chapter))) is { } bytes)
            {
                HtmlReader.WriteFragment(WithoutEmptyElements(HtmlReader.Decode(bytes, declared: null)), context, cancellationToken);
            }
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<string> Chapters(XElement book)
    {
        var items = Named(book, "item")
            .Where(item => item.Attribute("media-type")?.Value is "application/xhtml+xml" or "text/html" or "application/x-dtbook+xml")
            .Where(item => item.Attribute("properties")?.Value.Contains("nav", StringComparison.Ordinal) != true)
            .GroupBy(item => item.Attribute("id")?.Value ?? string.Empty, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Attribute("href")?.Value ?? string.Empty, StringComparer.Ordinal);
        var order = Named(book, "itemref").Select(reference => reference.Attribute("idref")?.Value ?? string.Empty);
        return order.Where(items.ContainsKey).Select(id => items[id]).Where(address => address.Length > 0);
    }

    /// <summary>XML may close these at once; an HTML parser would take the rest of the page as their content.</summary>
    private static string WithoutEmptyElements(string markup) => EmptyElement().Replace(markup, string.Empty);

    private static IEnumerable<XElement> Named(XElement? element, string name) =>
        (element?.Descendants() ?? []).Where(child => child.Name.LocalName == name);

    [GeneratedRegex(@"<(title|script|style|iframe|textarea|a|p|div|span)(\s[^<>]*)?/>",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex EmptyElement();
}
