using System.IO.Compression;
using System.Xml;

namespace Footnote.Knowledge.Sources.Web;

/// <summary>Reads sitemap.xml and sitemap indexes, packed or not. What is not well-formed ends the reading, not the crawl.</summary>
internal static class Sitemap
{
    private const int MaximumBytes = 50 * 1024 * 1024;

    /// <summary>The addresses of pages and those of further sitemaps.</summary>
    public static (IReadOnlyList<string> Pages, IReadOnlyList<string> Sitemaps) Read(Stream stream, int limit)
    {
        var pages = new List<string>();
        var sitemaps = new List<string>();
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            MaxCharactersInDocument = MaximumBytes,
        };
        try
        {
            using var unpacked = Unpack(stream);
            using var reader = XmlReader.Create(unpacked, settings);
            var isIndex = false;
            while (pages.Count + sitemaps.Count < limit && reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "sitemap" or "url")
                {
                    isIndex = reader.LocalName == "sitemap";
                }
                else if (reader is { NodeType: XmlNodeType.Element, LocalName: "loc", NamespaceURI: var space }
                    && !space.Contains("image", StringComparison.Ordinal) && !space.Contains("video", StringComparison.Ordinal))
                {
                    (isIndex ? sitemaps : pages).Add(reader.ReadElementContentAsString().Trim());
                }
            }
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException)
        {
            // what was read so far is of use
        }

        return (pages, sitemaps);
    }

    private static Stream Unpack(Stream stream)
    {
        Span<byte> start = stackalloc byte[2];
        var read = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        stream.Seek(0, SeekOrigin.Begin);
        return read == 2 && start[0] == 0x1F && start[1] == 0x8B ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }
}
