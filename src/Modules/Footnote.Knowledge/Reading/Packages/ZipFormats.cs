using System.IO.Compression;
using System.Text;

namespace Footnote.Knowledge.Reading.Packages;

/// <summary>Tells documents that are zip containers apart by what lies inside.</summary>
internal static class ZipFormats
{
    public static FileFormat Detect(Stream stream)
    {
        try
        {
            stream.Position = 0;
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var names = zip.Entries.Take(2000).Select(entry => entry.FullName.Replace('\\', '/').TrimStart('/'))
                .ToHashSet(StringComparer.OrdinalIgnoreCase);
            return FromMimetype(zip) ?? FromNames(names);
        }
        catch (InvalidDataException)
        {
            return FileFormat.BrokenArchive;
        }
    }

    private static FileFormat? FromMimetype(ZipArchive zip)
    {
        var entry = zip.GetEntry("mimetype");
        if (entry is null)
        {
            return null;
        }

        var buffer = new byte[128];
        using var stream = entry.Open();
        var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return Encoding.ASCII.GetString(buffer, 0, read).Trim() switch
        {
            "application/epub+zip" => FileFormat.Epub,
            "application/vnd.oasis.opendocument.text" or "application/vnd.oasis.opendocument.text-template" => FileFormat.Odt,
            _ => null,
        };
    }

    private static FileFormat FromNames(HashSet<string> names)
    {
        if (names.Contains("META-INF/container.xml"))
        {
            return FileFormat.Epub;
        }

        if (names.Contains("word/document.xml"))
        {
            return FileFormat.Docx;
        }

        if (names.Contains("xl/workbook.xml") || names.Any(name => name.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase)))
        {
            return FileFormat.Xlsx;
        }

        if (names.Any(name => name.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase)))
        {
            return FileFormat.Pptx;
        }

        return names.Any(name => name.StartsWith("word/", StringComparison.OrdinalIgnoreCase)) ? FileFormat.Docx : FileFormat.Archive;
    }
}
