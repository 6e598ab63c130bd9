namespace Footnote.Knowledge.Storage;

/// <summary>What keeps the originals of documents.</summary>
public enum ObjectStoreKind
{
    /// <summary>A folder inside the data folder.</summary>
    Folder = 0,

    /// <summary>A bucket of a store that speaks the S3 protocol.</summary>
    S3 = 1,
}
