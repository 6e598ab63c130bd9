namespace Footnote.Knowledge.Indexing;

/// <summary>Changes the indexes of a generation; used by one thread at a time.</summary>
internal sealed class IndexWriter(IndexGeneration generation)
{
    private readonly DocumentCatalog _catalog = generation.Catalog;

    public string ModelId => generation.Vectors.Generator.ModelId;

    /// <summary>
    /// Adds chunks and their documents; visible after <see cref="Publish"/>. Chunks already there are left as they are, unless the title
    /// of their document has changed, but get an embedding that they lack.
    /// </summary>
    public void Add(IReadOnlyCollection<IndexedChunk> chunks)
    {
        foreach (var group in chunks.GroupBy(chunk => chunk.Document.Id))
        {
            var known = _catalog.Find(group.Key);
            var present = known?.Title == group.First().Title ? known.Ordinals.ToHashSet() : [];
            foreach (var chunk in group)
            {
                if (!present.Contains(chunk.Ordinal))
                {
                    AddText(chunk);
                }
            }
        }

        generation.Vectors.Add(chunks.Where(chunk => chunk.Vector is not null).Select(chunk => (chunk.Ordinal, chunk.Vector ?? [])));
    }

    /// <summary>Makes what was added visible under its documents, and takes away chunks the documents no longer have.</summary>
    public void Publish(IEnumerable<IndexedDocument> documents)
    {
        generation.Lexical.Commit();
        foreach (var document in documents)
        {
            var outdated = _catalog.Find(document.Id)?.Ordinals.Except(document.Ordinals).ToArray() ?? [];
            _catalog.Set(document);
            Delete(outdated);
        }

        generation.Lexical.Commit();
    }

    /// <summary>Takes a document out, if it is in.</summary>
    public void Remove(Guid documentId)
    {
        if (_catalog.Find(documentId) is { } document)
        {
            _catalog.Remove(documentId);
            Delete(document.Ordinals);
        }
    }

    private void AddText(IndexedChunk chunk)
    {
        var headings = string.Join(" > ", chunk.HeadingPath);
        generation.Lexical.Upsert(new(chunk.Ordinal, chunk.Title, headings, chunk.Text, chunk.Language));
    }

    private void Delete(IReadOnlyList<int> ordinals)
    {
        foreach (var ordinal in ordinals)
        {
            generation.Lexical.Delete(ordinal);
            generation.Vectors.Index.Delete(ordinal);
        }
    }
}
