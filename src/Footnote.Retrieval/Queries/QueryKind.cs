namespace Footnote.Retrieval.Queries;

/// <summary>What sort of query it is; decides route and depth.</summary>
public enum QueryKind
{
    /// <summary>A few bare words or a code.</summary>
    Keyword = 0,

    /// <summary>Asks for one fact: who, when, where, which, how many.</summary>
    Factual = 1,

    /// <summary>Compares, asks two things, or is long.</summary>
    Complex = 2,

    /// <summary>Anything else: how, why, or a statement.</summary>
    Semantic = 3,
}
