namespace Footnote.Retrieval.Chunking;

/// <summary>What a block of a document is. The numbers are stored by callers and never change.</summary>
public enum BlockKind
{
    /// <summary>A heading; it opens a section and is never the end of a chunk that has room for more.</summary>
    Heading = 0,

    /// <summary>Running text; may be cut between sentences.</summary>
    Paragraph = 1,

    /// <summary>One item of a list; may be cut between sentences.</summary>
    ListItem = 2,

    /// <summary>One row of a table; cut only when it alone exceeds the budget.</summary>
    TableRow = 3,

    /// <summary>Preformatted text; may be cut between lines.</summary>
    Code = 4,
}
