using Footnote.Client.Transport;

namespace Footnote.Client.Collections;

/// <summary>Named sets of documents.</summary>
public sealed class CollectionsClient
{
    private readonly ApiConnection _connection;

    internal CollectionsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Lists the organisation's collections.</summary>
    /// <param name="page">The wanted page; null for the first one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>One page.</returns>
    public Task<Page<Collection>> ListAsync(PageRequest? page = null, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Page<Collection>>(
            HttpMethod.Get, new QueryText("collections").Add(page).ToString(), body: null, cancellationToken);

    /// <summary>Creates a collection.</summary>
    /// <param name="request">Its name and kind.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The collection.</returns>
    public Task<Collection> CreateAsync(CreateCollectionRequest request, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Collection>(HttpMethod.Post, "collections", request, cancellationToken);

    /// <summary>Reads a collection.</summary>
    /// <param name="id">The collection.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The collection.</returns>
    public Task<Collection> GetAsync(Guid id, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Collection>(HttpMethod.Get, $"collections/{id}", body: null, cancellationToken);

    /// <summary>Renames a collection or changes how its documents are cut.</summary>
    /// <param name="id">The collection.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The collection after the edit; its documents follow in the background.</returns>
    public Task<Collection> UpdateAsync(Guid id, CollectionChange change, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Collection>(HttpMethod.Patch, $"collections/{id}", change, cancellationToken);

    /// <summary>Deletes a collection with all its documents.</summary>
    /// <param name="id">The collection.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many documents went with it, and the position of the deletion: no later answer uses them.</returns>
    public Task<CollectionDeleted> DeleteAsync(Guid id, CancellationToken cancellationToken = default)
        => _connection.SendAsync<CollectionDeleted>(HttpMethod.Delete, $"collections/{id}", body: null, cancellationToken);
}
