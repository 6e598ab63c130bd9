namespace Footnote.Client.Health;

/// <summary>State of the server.</summary>
/// <param name="Status">For example <c>healthy</c>.</param>
/// <param name="Version">Version of the server.</param>
/// <param name="Timestamp">The server's clock.</param>
public sealed record ServerHealth(string Status, string? Version, DateTimeOffset? Timestamp);
