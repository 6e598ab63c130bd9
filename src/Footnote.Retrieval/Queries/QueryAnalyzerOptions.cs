namespace Footnote.Retrieval.Queries;

/// <summary>How queries are understood.</summary>
public sealed class QueryAnalyzerOptions
{
    /// <summary>The language of a query too short to tell; default "en". Should be that of most documents.</summary>
    public string DefaultLanguage { get; init; } = "en";

    /// <summary>Whether words that no chunk has are searched as the known word they are likely misspelt from; default true.</summary>
    public bool RepairSpelling { get; init; } = true;

    /// <summary>Whether two questions in one are searched apart as well; default true. Costs one more search per part.</summary>
    public bool Decompose { get; init; } = true;
}
