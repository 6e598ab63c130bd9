namespace Footnote.Client.Searching;

/// <summary>Whether the passages can answer the query.</summary>
/// <param name="Probability">Calibrated, from 0 to 1.</param>
/// <param name="Sufficient">Whether it passes the server's threshold.</param>
public sealed record Evidence(double Probability, bool Sufficient);
