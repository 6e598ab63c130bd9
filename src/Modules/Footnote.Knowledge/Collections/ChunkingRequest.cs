using Footnote.Platform.Errors;
using Footnote.Retrieval.Chunking;

namespace Footnote.Knowledge.Collections;

/// <summary>How the documents of a collection are to be cut; what is left out is as for collections that ask for nothing.</summary>
internal sealed record ChunkingRequest
{
    /// <summary>structure, sentence, page, row or fixed.</summary>
    public string? Strategy { get; init; }

    /// <summary>The largest chunk, 16 to 8192.</summary>
    public int? Tokens { get; init; }

    /// <summary>How much of a chunk's end the next one may repeat, at most half of the tokens.</summary>
    public int? Overlap { get; init; }

    public ChunkingSettings? Read(KnowledgeOptions options, FieldErrors faults)
    {
        var standard = ChunkingSettings.Default(options);
        var strategy = Strategy is null ? ChunkingStrategy.Structure : ChunkingSettings.StrategyOf(Strategy);
        var tokens = Tokens ?? standard.Tokens;
        var overlap = Overlap ?? Math.Min(standard.Overlap, tokens / 2);
        var sizesAreValid = tokens is >= ChunkingSettings.MinimumTokens and <= ChunkingSettings.MaximumTokens;
        faults.AddIf(strategy is null, "chunking.strategy", "must be structure, sentence, page, row or fixed");
        faults.AddIf(!sizesAreValid, "chunking.tokens", "must be 16 to 8192");
        faults.AddIf(sizesAreValid && (overlap < 0 || overlap > tokens / 2), "chunking.overlap", "must be 0 to half of tokens");
        return strategy is { } known && !faults.Any ? new ChunkingSettings(known, tokens, overlap) : null;
    }
}
