namespace Footnote.Client.Searching;

/// <summary>What was found.</summary>
/// <param name="Results">Passages, best first.</param>
/// <param name="Strategy">How was searched.</param>
/// <param name="FallbackUsed">The fallback that was used; null when none was needed.</param>
/// <param name="Position">How far the index had read the change log.</param>
/// <param name="Language">Language of the query (ISO 639-1).</param>
/// <param name="Evidence">Whether the passages can answer the query.</param>
/// <param name="ResponseTimeMs">Milliseconds spent by the server.</param>
public sealed record SearchResponse(
    IReadOnlyList<FoundPassage> Results,
    string? Strategy,
    string? FallbackUsed,
    long? Position,
    string? Language,
    Evidence? Evidence,
    double ResponseTimeMs);
