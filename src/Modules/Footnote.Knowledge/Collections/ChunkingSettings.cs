using System.Globalization;
using Footnote.Retrieval.Chunking;

namespace Footnote.Knowledge.Collections;

/// <summary>How documents are cut into chunks. Two settings with the same key cut the same.</summary>
internal sealed record ChunkingSettings(ChunkingStrategy Strategy, int Tokens, int Overlap)
{
    public const int MinimumTokens = 16;
    public const int MaximumTokens = 8192;

    /// <summary>The SQL of the key a collection c asks for; null when it leaves it to the server.</summary>
    public const string KeySql = "c.chunking_strategy || '/' || c.chunking_tokens || '/' || c.chunking_overlap";

    private const int SmallestSection = 48;
    private const int DefaultOverlap = 32;

    /// <summary>As stored beside every version.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{NameOf(Strategy)}/{Tokens}/{Overlap}");

    /// <summary>For documents without a collection, and of collections that ask for nothing else.</summary>
    public static ChunkingSettings Default(KnowledgeOptions options) =>
        new(ChunkingStrategy.Structure, options.ChunkTokens, Math.Min(DefaultOverlap, options.ChunkTokens / 2));

    public static string NameOf(ChunkingStrategy strategy) => strategy.ToString().ToLowerInvariant();

    public static ChunkingStrategy? StrategyOf(string? name) => name switch
    {
        "structure" => ChunkingStrategy.Structure,
        "sentence" => ChunkingStrategy.Sentence,
        "page" => ChunkingStrategy.Page,
        "row" => ChunkingStrategy.Row,
        "fixed" => ChunkingStrategy.Fixed,
        _ => null,
    };

    public ChunkingOptions ToOptions() => new()
    {
        Strategy = Strategy,
        TargetTokens = Tokens,
        OverlapTokens = Overlap,
        MinimumTokens = Math.Min(SmallestSection, Tokens),
    };
}
