namespace Footnote.Retrieval.Lexical;

/// <summary>A word of the index that is written much like another.</summary>
/// <param name="Word">The word in lower case, as the documents have it.</param>
/// <param name="Distance">Number of letters inserted, deleted, replaced or swapped with their neighbour; 0 is the word itself.</param>
/// <param name="Count">Number of its occurrences, those of deleted documents included until they are merged away.</param>
public readonly record struct SpellingSuggestion(string Word, int Distance, long Count);
