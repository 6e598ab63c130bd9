namespace Footnote.Retrieval.Lexical;

/// <summary>What the index holds, as of the last commit.</summary>
/// <param name="Documents">Documents that can be found.</param>
/// <param name="DeletedDocuments">Documents that are deleted but not merged away yet.</param>
/// <param name="Segments">Number of segments.</param>
/// <param name="Terms">Number of terms, summed over the segments.</param>
/// <param name="Words">Number of plain words for spelling suggestions, summed over the segments.</param>
/// <param name="AverageLength">Weighted number of terms of a document on average.</param>
/// <param name="Bytes">Size of all segments.</param>
/// <param name="DominantLanguage">Language of most documents; "und" for an empty index.</param>
public sealed record VocabularyStatistics(
    int Documents, int DeletedDocuments, int Segments, int Terms, int Words, float AverageLength, long Bytes, string DominantLanguage);
