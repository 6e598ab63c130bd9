namespace Footnote.Retrieval.Lexical.Search;

/// <summary>A term of a query with its place.</summary>
/// <param name="Text">The analyzed term.</param>
/// <param name="Position">Number of the word in the query or phrase.</param>
/// <param name="Count">How often the query has it; the weight grows with it.</param>
internal readonly record struct QueryTerm(ReadOnlyMemory<char> Text, int Position, int Count);
