namespace Footnote.Retrieval.Chunking;

/// <summary>How a document is cut. The numbers are stored by callers and never change.</summary>
public enum ChunkingStrategy
{
    /// <summary>Along sections, then blocks, then sentences: what suits most documents. The default.</summary>
    Structure = 0,

    /// <summary>Whole sentences up to the budget, whatever they stand under: for running text whose headings mislead.</summary>
    Sentence = 1,

    /// <summary>No chunk crosses a page or slide, and one that fits is one chunk; as Structure where the format knows no pages.</summary>
    Page = 2,

    /// <summary>Every row of a table is a chunk of its own, the rest as Structure: for lists that are looked things up in.</summary>
    Row = 3,

    /// <summary>Windows of the budget (within a twentieth), cut between words, whatever the text's structure.</summary>
    Fixed = 4,
}
