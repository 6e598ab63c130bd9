using Footnote.Knowledge.Ingestion;
using Footnote.Knowledge.Storage;
using Footnote.Platform.Hosting;
using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Lexical;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Indexing.Snapshots;

/// <summary>
/// The snapshots of this server on the disk, each a folder. One is written under another name, flushed and renamed: what has the name of a
/// snapshot is whole. The newest two are kept.
/// </summary>
internal sealed class SnapshotFolder(DataFolder data, NodeIdentity node, IOptions<KnowledgeOptions> options)
{
    private const int Kept = 2;
    private const string Prefix = "snapshot-";
    private const string Unfinished = ".unfinished-";
    private const string VectorFile = "vectors.fnv";
    private const string LexicalFolder = "lexical";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Another folder may serve several servers, so each takes a part of it for itself.</summary>
    private string Root => options.Value.SnapshotFolder is { Length: > 0 } folder ? Path.Combine(folder, node.Id.ToString("n"))
        : data.Indexes;

    private bool HasVectors => !options.Value.Vectors.IsOutside;

    /// <summary>The snapshots, newest first.</summary>
    public IReadOnlyList<string> List() => Directory.Exists(Root)
        ? [.. Directory.EnumerateDirectories(Root, Prefix + "*").OrderByDescending(path => path, StringComparer.Ordinal)]
        : [];

    /// <summary>Writes a snapshot. When anything fails nothing is left of it.</summary>
    public void Save(IndexGeneration generation, long position, ChangeStamp last)
    {
        Directory.CreateDirectory(Root, OwnerOnly);
        var unfinished = Path.Combine(Root, Unfinished + Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(unfinished, OwnerOnly);
        try
        {
            generation.Lexical.Save(Path.Combine(unfinished, LexicalFolder), position);
            generation.Vectors.Index.Save(Path.Combine(unfinished, VectorFile));
            var manifest = new SnapshotManifest
            {
                Format = SnapshotManifest.CurrentFormat,
                Fingerprint = SnapshotFingerprint.Current,
                ModelId = generation.Vectors.Generator.ModelId,
                HasVectors = HasVectors,
                Position = position,
                Last = last,
                CatalogHash = CatalogFile.Write(Path.Combine(unfinished, CatalogFile.FileName), generation.Catalog),
            };
            Write(Path.Combine(unfinished, SnapshotManifest.FileName), manifest.ToBytes());
            DirectorySync.Flush(Path.Combine(unfinished, LexicalFolder));
            DirectorySync.Flush(unfinished);
            var place = Path.Combine(Root, FormattableString.Invariant($"{Prefix}{position:D19}"));
            Discard(place);
            Directory.Move(unfinished, place);
            DirectorySync.Flush(Root);
        }
        catch
        {
            Discard(unfinished);
            throw;
        }

        foreach (var old in List().Skip(Kept))
        {
            Discard(old);
        }
    }

    /// <exception cref="InvalidDataException">The snapshot is damaged, or this build and model cannot use it.</exception>
    public SnapshotManifest ReadManifest(string snapshot, string modelId)
    {
        var manifest = SnapshotManifest.Parse(File.ReadAllBytes(Path.Combine(snapshot, SnapshotManifest.FileName)));
        return manifest switch
        {
            { Format: not SnapshotManifest.CurrentFormat } => throw new InvalidDataException($"it has format {manifest.Format}"),
            _ when manifest.Fingerprint != SnapshotFingerprint.Current =>
                throw new InvalidDataException("it was made by another version of the server"),
            _ when manifest.ModelId != modelId => throw new InvalidDataException($"it holds embeddings of {manifest.ModelId}"),
            _ when manifest.HasVectors != HasVectors =>
                throw new InvalidDataException(manifest.HasVectors ? "the embeddings are outside now" : "it is without embeddings"),
            _ => manifest,
        };
    }

    /// <exception cref="InvalidDataException">The snapshot is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IndexGeneration Load(string snapshot, SnapshotManifest manifest, IEmbeddingGenerator generator)
    {
        var catalog = CatalogFile.Read(Path.Combine(snapshot, CatalogFile.FileName), manifest.CatalogHash);
        var lexical = LexicalIndex.Load(Path.Combine(snapshot, LexicalFolder), IndexHost.LexicalOptions);
        try
        {
            if (lexical.SavedPosition != manifest.Position)
            {
                throw new InvalidDataException("its parts do not belong together");
            }

            var vectors = VectorIndex.Load(Path.Combine(snapshot, VectorFile), VectorLeg.OptionsFor(generator));
            return new IndexGeneration(lexical, new VectorLeg(generator, vectors), catalog);
        }
        catch
        {
            lexical.Dispose();
            throw;
        }
    }

    /// <summary>Removes what a server that died while it wrote a snapshot left behind.</summary>
    public void RemoveUnfinished()
    {
        foreach (var path in Directory.Exists(Root) ? Directory.GetDirectories(Root, Unfinished + "*") : [])
        {
            Discard(path);
        }
    }

    /// <summary>Removes a snapshot; one that is mapped stays usable for who has it open.</summary>
    public static void Discard(string snapshot)
    {
        if (Directory.Exists(snapshot))
        {
            Directory.Delete(snapshot, recursive: true);
        }
    }

    private static void Write(string path, byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
