using System.Security.Cryptography;
using System.Text.Json;

namespace Footnote.Knowledge.Indexing.Snapshots;

/// <summary>The documents of a snapshot: one a line, as JSON.</summary>
internal static class CatalogFile
{
    public const string FileName = "catalog.jsonl";
    private static readonly JsonSerializerOptions Format = new() { Converters = { new CustomValuesConverter() } };

    /// <summary>Returns the SHA-256 of what was written; the bytes are on the disk then.</summary>
    public static string Write(string path, DocumentCatalog catalog)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        foreach (var document in catalog.All())
        {
            byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(document, Format), (byte)'\n'];
            hash.AppendData(line);
            file.Write(line);
        }

        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <exception cref="InvalidDataException">The file is not the one with that hash.</exception>
    public static DocumentCatalog Read(string path, string hash)
    {
        using (var file = File.OpenRead(path))
        {
            if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(file)), hash, StringComparison.Ordinal))
            {
                throw new InvalidDataException("its catalog is damaged");
            }
        }

        var catalog = new DocumentCatalog();
        foreach (var line in File.ReadLines(path))
        {
            catalog.Set(JsonSerializer.Deserialize<IndexedDocument>(line, Format)
                ?? throw new InvalidDataException("its catalog is damaged"));
        }

        return catalog;
    }
}
