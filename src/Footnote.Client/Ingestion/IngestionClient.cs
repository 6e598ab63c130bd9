using System.Globalization;
using Footnote.Client.Transport;

namespace Footnote.Client.Ingestion;

/// <summary>The queue of documents on their way.</summary>
public sealed class IngestionClient
{
    private readonly ApiConnection _connection;

    internal IngestionClient(ApiConnection connection) => _connection = connection;

    /// <summary>Counts what is on its way.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The state of the queue as the caller may see it.</returns>
    public Task<IngestionState> GetAsync(CancellationToken cancellationToken = default)
        => _connection.SendAsync<IngestionState>(HttpMethod.Get, "ingestion", body: null, cancellationToken);

    /// <summary>Begins no further document of the organisation, across restarts; for administrators.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The state of the queue.</returns>
    public Task<IngestionState> PauseAsync(CancellationToken cancellationToken = default)
        => _connection.SendAsync<IngestionState>(HttpMethod.Post, "ingestion/pause", body: null, cancellationToken);

    /// <summary>Ends the organisation's pause; for administrators.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The state of the queue.</returns>
    public Task<IngestionState> ResumeAsync(CancellationToken cancellationToken = default)
        => _connection.SendAsync<IngestionState>(HttpMethod.Post, "ingestion/resume", body: null, cancellationToken);

    /// <summary>Tries again a document that has failed; for its owner and administrators.</summary>
    /// <param name="documentId">The document.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task that ends when the document is queued; refused with NOT_RETRYABLE when it has not failed.</returns>
    public Task RetryAsync(Guid documentId, CancellationToken cancellationToken = default)
        => _connection.SendAsync(
            HttpMethod.Post,
            string.Create(CultureInfo.InvariantCulture, $"documents/{documentId}/retry"),
            body: null,
            cancellationToken);

    /// <summary>Tries again everything the server has given up in the organisation; for administrators.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many documents are queued again.</returns>
    public Task<RetriedJobs> RetryDeadAsync(CancellationToken cancellationToken = default)
        => _connection.SendAsync<RetriedJobs>(HttpMethod.Post, "ingestion/retry", body: null, cancellationToken);
}
