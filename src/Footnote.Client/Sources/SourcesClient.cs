using Footnote.Client.Transport;

namespace Footnote.Client.Sources;

/// <summary>Places outside that documents are kept in step with; for administrators.</summary>
public sealed class SourcesClient
{
    private readonly ApiConnection _connection;

    internal SourcesClient(ApiConnection connection) => _connection = connection;

    /// <summary>Lists the organisation's sources, newest first.</summary>
    /// <param name="page">The wanted page; null for the first one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>One page.</returns>
    public Task<Page<Source>> ListAsync(PageRequest? page = null, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Page<Source>>(
            HttpMethod.Get, new QueryText("sources").Add(page).ToString(), body: null, cancellationToken);

    /// <summary>Reads a source.</summary>
    /// <param name="id">The source.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The source with its last run.</returns>
    public Task<Source> GetAsync(Guid id, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Source>(HttpMethod.Get, $"sources/{id}", body: null, cancellationToken);

    /// <summary>Adds a source.</summary>
    /// <param name="request">What and where it is.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The source.</returns>
    public Task<Source> CreateAsync(CreateSourceRequest request, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Source>(HttpMethod.Post, "sources", request, cancellationToken);

    /// <summary>Asks for a run now.</summary>
    /// <param name="id">The source.</param>
    /// <param name="force">Whether deletions that looked suspicious are carried out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Where the run will show.</returns>
    public Task<SourceRunAccepted> RunAsync(Guid id, bool force = false, CancellationToken cancellationToken = default)
        => _connection.SendAsync<SourceRunAccepted>(HttpMethod.Post, $"sources/{id}/run", new { force }, cancellationToken);

    /// <summary>Reads the history of a source, newest first.</summary>
    /// <param name="id">The source.</param>
    /// <param name="page">The wanted page; null for the first one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>One page.</returns>
    public Task<Page<SourceRun>> RunsAsync(Guid id, PageRequest? page = null, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Page<SourceRun>>(
            HttpMethod.Get, new QueryText($"sources/{id}/runs").Add(page).ToString(), body: null, cancellationToken);

    /// <summary>Removes a source.</summary>
    /// <param name="id">The source.</param>
    /// <param name="deleteDocuments">Whether its documents go with it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What was done.</returns>
    public Task<SourceRemoved> DeleteAsync(Guid id, bool deleteDocuments = false, CancellationToken cancellationToken = default)
        => _connection.SendAsync<SourceRemoved>(
            HttpMethod.Delete, $"sources/{id}?documents={(deleteDocuments ? "delete" : "keep")}", body: null, cancellationToken);
}
