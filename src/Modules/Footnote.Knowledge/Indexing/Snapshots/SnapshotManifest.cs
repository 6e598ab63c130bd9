using System.Security.Cryptography;
using System.Text.Json;

namespace Footnote.Knowledge.Indexing.Snapshots;

/// <summary>What a snapshot is of; written last, so that a folder without it is no snapshot.</summary>
internal sealed record SnapshotManifest
{
    public const string FileName = "manifest.json";

    /// <summary>Raise it when what is put into the indexes changes in a way that the fingerprint does not show.</summary>
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    public required string Fingerprint { get; init; }

    public required string ModelId { get; init; }

    /// <summary>Whether the embeddings are in it; they are not where an index outside holds them.</summary>
    public required bool HasVectors { get; init; }

    public required long Position { get; init; }

    /// <summary>The entry at <see cref="Position"/>: a log that has another one there is not the one the snapshot followed.</summary>
    public required ChangeStamp Last { get; init; }

    /// <summary>SHA-256 of the catalog's file; the indexes carry checksums of their own.</summary>
    public required string CatalogHash { get; init; }

    /// <summary>SHA-256 of the manifest with this field empty.</summary>
    public string Hash { get; init; } = string.Empty;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this with { Hash = OwnHash() });

    /// <exception cref="InvalidDataException">The bytes are damaged or cut off.</exception>
    public static SnapshotManifest Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<SnapshotManifest>(bytes) is { } manifest && manifest.Hash == manifest.OwnHash()
                ? manifest
                : throw new InvalidDataException("its manifest is damaged");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException("its manifest is damaged", fault);
        }
    }

    private string OwnHash() =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this with { Hash = string.Empty })));
}
