namespace Footnote.Client;

/// <summary>Which page of a list is wanted.</summary>
/// <param name="Limit">Number of items; null leaves it to the server.</param>
/// <param name="After"><see cref="Page{T}.Next"/> of the page before; null for the first page.</param>
public sealed record PageRequest(int? Limit = null, string? After = null);
