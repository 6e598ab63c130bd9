namespace Footnote.Knowledge.Vectors.Pinecone;

/// <summary>The metadata of a vector, as stored at the service.</summary>
internal static class PineconeFields
{
    public const string Ordinal = "ordinal";
    public const string Document = "document";
    public const string Collection = "collection";
    public const string Readers = "readers";
    public const string Category = "category";
    public const string Tags = "tags";
    public const string Source = "source";
    public const string CreatedOn = "created_on";
    public const string DocumentOn = "document_on";

    /// <summary>Marks the write a vector comes from.</summary>
    public const string Written = "written";

    /// <summary>In place of more readers than metadata can hold; the server checks them itself.</summary>
    public const string AnyReader = "*";

    /// <summary>Readers that fit into the metadata of a vector with room to spare.</summary>
    public const int MaxReaders = 500;
}
