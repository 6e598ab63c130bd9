namespace Footnote.Simulators;

/// <summary>An answer that <see cref="HubSimulator"/> gives in place of the right one.</summary>
/// <param name="Status">Its status.</param>
/// <param name="RetryAfter">Its Retry-After; null for none.</param>
public sealed record HubFault(int Status, string? RetryAfter = null);
