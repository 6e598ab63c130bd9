namespace Footnote.Retrieval.Lexical;

/// <summary>A term with its place in the text.</summary>
/// <param name="Term">What is indexed: folded, stemmed.</param>
/// <param name="Start">Index of the first UTF-16 code unit of the text it comes from.</param>
/// <param name="End">Index behind the last one.</param>
/// <param name="Position">Number of the word in the text from 0; stop words count.</param>
/// <param name="IsExtra">True for a second reading (a code as a whole beside its parts); it does not count as length.</param>
public readonly record struct AnalyzedTerm(string Term, int Start, int End, int Position, bool IsExtra);
