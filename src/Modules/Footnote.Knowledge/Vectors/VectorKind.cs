namespace Footnote.Knowledge.Vectors;

/// <summary>What keeps the embeddings that are searched.</summary>
public enum VectorKind
{
    /// <summary>The index of each server process.</summary>
    Engine = 0,

    /// <summary>A PostgreSQL with the extension pgvector.</summary>
    Pgvector = 1,

    /// <summary>Pinecone, or a service that speaks its protocol.</summary>
    Pinecone = 2,
}
