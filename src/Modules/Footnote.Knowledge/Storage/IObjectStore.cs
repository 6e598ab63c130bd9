namespace Footnote.Knowledge.Storage;

/// <summary>Keeps the originals of documents. Implementations are thread-safe; an object is written once and never changed. A store that
/// does not answer or refuses throws <see cref="ObjectStoreException"/>.</summary>
internal interface IObjectStore
{
    /// <summary>Opens a place to write a new object; nothing is visible before <see cref="PendingObject.CommitAsync"/>.</summary>
    PendingObject Create();

    /// <summary>Opens an object for reading at any place; null when there is none.</summary>
    Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>A file that holds the object while the lease lives; null when there is none.</summary>
    Task<LocalFile?> FetchAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes an object; one that is not there is no error.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>Every committed object, in no order. What is committed or deleted meanwhile may be in it or not.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(CancellationToken cancellationToken);

    /// <summary>Removes what unfinished writes of killed processes left in the store, if they began before a moment.</summary>
    Task RemoveLeftoversAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
