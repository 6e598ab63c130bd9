using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>A term of a query while one segment is searched.</summary>
internal sealed class WeightedTerm
{
    public PostingsCursor Cursor { get; } = new();

    /// <summary>idf times count in the query, in units of the query's scale.</summary>
    public float Weight { get; set; }

    /// <summary>The weight with the correction that makes stored bounds valid for the present average length.</summary>
    public float BoundWeight { get; set; }

    /// <summary>Upper bound of its scores in the present window.</summary>
    public int WindowBound { get; set; }

    public int BoundOf(int block) => BlockScorer.Bound(Cursor.BoundOf(block), BoundWeight);
}
