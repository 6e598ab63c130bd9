namespace Footnote.Retrieval.Queries;

/// <summary>A word that no chunk has, and the known word that was searched beside it.</summary>
/// <param name="Word">As written.</param>
/// <param name="Replacement">The likeliest known word.</param>
public sealed record QueryRepair(string Word, string Replacement);
