using Footnote.Retrieval.Pipeline;

namespace Footnote.Retrieval.Queries;

/// <summary>A query as it was understood. Immutable.</summary>
public sealed record AnalyzedQuery
{
    /// <summary>What was asked, without operators: what encoders read.</summary>
    public required string Text { get; init; }

    /// <summary>What the lexical index searches: the text with its operators, repairs and expansions.</summary>
    public required string LexicalText { get; init; }

    /// <summary>The language, as given or detected; "und" when it could not be told.</summary>
    public required string Language { get; init; }

    /// <summary>What sort of query it is.</summary>
    public required QueryKind Kind { get; init; }

    /// <summary>The content words, in order, each once.</summary>
    public required IReadOnlyList<QueryTerm> Terms { get; init; }

    /// <summary>What the answer must contain.</summary>
    public AnswerType AnswerType { get; init; }

    /// <summary>
    /// What stood in quotation marks; every chunk returned contains each, where any does. Empty for a sentence: there they enclose titles.
    /// </summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>Words with a leading minus; no chunk returned contains one. Empty for a sentence.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Names, acronyms, numbers and codes, as written.</summary>
    public IReadOnlyList<string> Entities { get; init; } = [];

    /// <summary>The two or three questions it consists of, each understandable alone; empty when it is one.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Misspelt words and what they were taken for.</summary>
    public IReadOnlyList<QueryRepair> Repairs { get; init; } = [];

    /// <summary>What the dictionary added.</summary>
    public IReadOnlyList<string> Expansions { get; init; } = [];

    /// <summary>Whether it asks for what is new.</summary>
    public bool AsksForRecent { get; init; }

    /// <summary>The legs the query calls for.</summary>
    public RetrievalMode Route { get; init; } = RetrievalMode.Hybrid;
}
