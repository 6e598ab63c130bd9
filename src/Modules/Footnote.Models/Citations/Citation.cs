namespace Footnote.Models.Citations;

/// <summary>A sentence of an answer with the passage it cites and the words of the passage that bear it.</summary>
/// <param name="Index">Number of the passage; 0 for a sentence that carries no marker and is borne by no passage.</param>
/// <param name="Start">Where the sentence starts in the answer, in UTF-16 units.</param>
/// <param name="End">Behind its last unit; the marker is not part of it.</param>
/// <param name="Quote">Words that occur verbatim in the passage at <paramref name="QuoteStart"/>; empty when nothing there bears the
/// sentence.</param>
/// <param name="QuoteStart">Where the quote starts in the passage's text.</param>
/// <param name="QuoteEnd">Behind its last unit.</param>
public sealed record Citation(int Index, int Start, int End, string Quote, int QuoteStart, int QuoteEnd, CitationVerdict Verdict);
