namespace Footnote.Models.Embeddings;

/// <summary>Section Footnote:Models:EmbeddingCache. What is kept are vectors under hashes, never texts.</summary>
public sealed class EmbeddingCacheOptions
{
    internal const int MostMemoryEntries = 1_000_000;
    internal const int MostTableRows = 100_000_000;

    /// <summary>Embeddings of questions kept in memory, the least recently used going first. 0 keeps none.</summary>
    public int MemoryEntries { get; set; } = 10_000;

    /// <summary>Embeddings of passages kept in the database, of all tenants; the least recently used goes first. 0 keeps none.</summary>
    public int TableRows { get; set; } = 100_000;

    /// <summary>How long an embedding in the database may be unused.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Whether embeddings of questions are kept in the database, too: for models that are paid by the call.</summary>
    public bool PersistQueries { get; set; }
}
