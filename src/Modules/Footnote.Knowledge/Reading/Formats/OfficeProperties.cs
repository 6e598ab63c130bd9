using Footnote.Knowledge.Reading.Packages;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>The title in the core properties of an office package.</summary>
internal static class OfficeProperties
{
    public static string? Title(PackageArchive package)
    {
        try
        {
            var title = package.ReadXml("docProps/core.xml")?.Elements()
                .FirstOrDefault(element => element.Name.LocalName == "title")?.Value;
            return title is null ? null : PdfTitle.Usable(title.Trim());
        }
        catch (UnreadableFileException)
        {
            // broken properties are no reason to lose the document
            return null;
        }
    }
}
