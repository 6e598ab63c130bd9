namespace Footnote.Retrieval.Queries;

/// <summary>What query analysis and features need to know of an index's terms. Implementations are thread-safe.</summary>
public interface IVocabulary
{
    /// <summary>The number of indexed chunks.</summary>
    int ChunkCount { get; }

    /// <summary>The BM25 idf of an analysed term; that of a term in no chunk is the largest.</summary>
    float Idf(string term);

    /// <summary>Whether any indexed chunk has the analysed term.</summary>
    bool Contains(string term);

    /// <summary>Known words a few edits away from a written word, the likeliest first; empty when there are none.</summary>
    IReadOnlyList<string> Suggest(string word);
}
