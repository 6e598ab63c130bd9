using Footnote.Client.Transport;

namespace Footnote.Client.Embedding;

/// <summary>Changes of the embedding model; for administrators and the local operator.</summary>
public sealed class ReindexClient
{
    private readonly ApiConnection _connection;

    internal ReindexClient(ApiConnection connection) => _connection = connection;

    /// <summary>Begins to build the embeddings of another model beside the present ones; the server switches when they are
    /// complete.</summary>
    /// <param name="model">Name of a model that the server can find.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The model.</returns>
    public Task<ReindexAccepted> StartAsync(string model, CancellationToken cancellationToken = default)
        => _connection.SendAsync<ReindexAccepted>(HttpMethod.Post, "reindex", new { model }, cancellationToken);

    /// <summary>The model in use and how far the change of it is.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The present or latest change.</returns>
    public Task<Reindex> GetAsync(CancellationToken cancellationToken = default)
        => _connection.SendAsync<Reindex>(HttpMethod.Get, "reindex", body: null, cancellationToken);

    /// <summary>Cancels the change that runs; the present model stays.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>When it is cancelled.</returns>
    public Task CancelAsync(CancellationToken cancellationToken = default)
        => _connection.SendAsync(HttpMethod.Delete, "reindex", body: null, cancellationToken);
}
