namespace Footnote.Knowledge.Storage;

/// <summary>Keeps the originals of documents. Implementations are thread-safe; an object is written once and never changed.</summary>
internal interface IObjectStore
{
    /// <summary>Opens a place to write a new object; nothing is visible before <see cref="PendingObject.CommitAsync"/>.</summary>
    PendingObject Create();

    /// <summary>Opens an object; null when there is none.</summary>
    Stream? OpenRead(string key);

    /// <summary>A file that holds the object while the lease lives; null when there is none.</summary>
    Task<LocalFile?> FetchAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes an object; one that is not there is no error.</summary>
    void Delete(string key);
}
