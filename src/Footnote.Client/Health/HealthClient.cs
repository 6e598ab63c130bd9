using Footnote.Client.Transport;

namespace Footnote.Client.Health;

/// <summary>State of the server. Needs no credentials.</summary>
public sealed class HealthClient
{
    private readonly ApiConnection _connection;

    internal HealthClient(ApiConnection connection) => _connection = connection;

    /// <summary>Status and version.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The state.</returns>
    public Task<ServerHealth> GetAsync(CancellationToken cancellationToken = default)
        => _connection.SendAsync<ServerHealth>(HttpMethod.Get, "health", body: null, cancellationToken);

    /// <summary>Whether the server answers questions yet: migrations, index and encoder are in place.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False while it starts; an unreachable server throws.</returns>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _connection.SendAsync(HttpMethod.Get, "health/ready", body: null, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (FootnoteApiException exception) when (exception.Problem.Status == 503)
        {
            return false;
        }
    }
}
