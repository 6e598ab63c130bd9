using Footnote.Client.Transport;

namespace Footnote.Client.Diagnosis;

/// <summary>Proofs that the stored data belong together; for administrators and the local operator.</summary>
public sealed class DiagnosisClient
{
    private readonly ApiConnection _connection;

    internal DiagnosisClient(ApiConnection connection) => _connection = connection;

    /// <summary>Runs every check.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What was found.</returns>
    public Task<DiagnosticReport> RunAsync(CancellationToken cancellationToken = default)
        => _connection.SendAsync<DiagnosticReport>(HttpMethod.Get, "doctor", body: null, cancellationToken);

    /// <summary>Runs every check and mends what may be mended.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What was found and what was mended.</returns>
    public Task<DiagnosticReport> RepairAsync(CancellationToken cancellationToken = default)
        => _connection.SendAsync<DiagnosticReport>(HttpMethod.Post, "doctor/repair", body: null, cancellationToken);
}
