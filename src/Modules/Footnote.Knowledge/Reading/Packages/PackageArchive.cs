using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Footnote.Knowledge.Reading.Packages;

/// <summary>
/// A zip container read within limits: the number of entries, what they unpack to in total, and XML without document types, entities or
/// anything outside the package.
/// </summary>
internal sealed class PackageArchive : IDisposable
{
    private static readonly XmlReaderSettings SafeXml = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersFromEntities = 1,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
    };

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly long _limit;
    private long _unpacked;

    private PackageArchive(ZipArchive zip, ReadingLimits limits)
    {
        _zip = zip;
        _limit = limits.UnpackedBytes;
        foreach (var entry in zip.Entries)
        {
            _entries.TryAdd(Clean(entry.FullName), entry);
        }
    }

    public IEnumerable<string> Names => _entries.Keys;

    public static PackageArchive Open(ReadingContext context)
    {
        var stream = context.OpenRead();
        var isOpen = false;
        try
        {
            var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            if (zip.Entries.Count > context.Limits.Entries)
            {
                throw UnreadableFileException.TooLarge("entries", context.Limits.Entries);
            }

            isOpen = true;
            return new PackageArchive(zip, context.Limits);
        }
        catch (InvalidDataException)
        {
            throw UnreadableFileException.Corrupt("The file is a damaged zip container.");
        }
        finally
        {
            if (!isOpen)
            {
                stream.Dispose();
            }
        }
    }

    public bool Contains(string name) => _entries.ContainsKey(Clean(name));

    /// <summary>The bytes of an entry; null when there is none.</summary>
    public byte[]? ReadBytes(string name)
    {
        if (!_entries.TryGetValue(Clean(name), out var entry))
        {
            return null;
        }

        try
        {
            using var stream = entry.Open();
            using var memory = new MemoryStream();
            CopyBounded(stream, memory);
            return memory.ToArray();
        }
        catch (InvalidDataException)
        {
            throw UnreadableFileException.Corrupt("A part of the file cannot be unpacked.");
        }
    }

    /// <summary>An XML part; null when there is none.</summary>
    public XElement? ReadXml(string name)
    {
        var bytes = ReadBytes(name);
        if (bytes is null)
        {
            return null;
        }

        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), SafeXml);
            return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            throw UnreadableFileException.Corrupt("A part of the file is not well-formed.");
        }
    }

    /// <summary>The elements of one name in an XML part, one at a time, so that a large part is never a tree in memory.</summary>
    public IEnumerable<XElement> StreamXml(string name, string localName)
    {
        var bytes = ReadBytes(name);
        if (bytes is null)
        {
            yield break;
        }

        using var reader = XmlReader.Create(new MemoryStream(bytes), SafeXml);
        reader.MoveToContent();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == localName && XNode.ReadFrom(reader) is XElement element)
            {
                yield return element;
            }
            else
            {
                reader.Read();
            }
        }
    }

    /// <summary>The targets of a part's relationships by id, external ones left out.</summary>
    public IReadOnlyDictionary<string, Relationship> Relationships(string part)
    {
        var slash = part.LastIndexOf('/');
        var folder = slash < 0 ? string.Empty : part[..slash];
        var name = $"{folder}/_rels/{part[(slash + 1)..]}.rels";
        var result = new Dictionary<string, Relationship>(StringComparer.Ordinal);
        foreach (var element in ReadXml(name)?.Elements() ?? [])
        {
            var target = element.Attribute("Target")?.Value;
            var isExternal = element.Attribute("TargetMode")?.Value == "External";
            if (target is not null && !isExternal && element.Attribute("Id")?.Value is { } id)
            {
                result[id] = new Relationship(Resolve(folder, target), element.Attribute("Type")?.Value ?? string.Empty);
            }
        }

        return result;
    }

    public static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/'))
        {
            return Clean(target);
        }

        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var step in target.Split('/'))
        {
            if (step == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (step is not ("." or ".." or ""))
            {
                parts.Add(step);
            }
        }

        return string.Join('/', parts);
    }

    public void Dispose() => _zip.Dispose();

    private static string Clean(string name) => name.Replace('\\', '/').TrimStart('/');

    private void CopyBounded(Stream source, Stream target)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = source.Read(buffer)) > 0)
        {
            _unpacked += read;
            if (_unpacked > _limit)
            {
                throw UnreadableFileException.TooLarge("bytes", _limit);
            }

            target.Write(buffer, 0, read);
        }
    }
}
