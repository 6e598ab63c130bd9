namespace Footnote.Models.Generation;

/// <summary>How an answer came about.</summary>
/// <param name="FallbackUsed">Null when the primary model answered, otherwise what stood in: cheaper_model or extractive.</param>
/// <param name="FinishReason">stop, length, ...</param>
/// <param name="HasDeclined">Whether the model found no answer in the passages; the text is then empty.</param>
/// <param name="Failures">What the models before it failed with.</param>
public sealed record GenerationSummary(
    string Model, string? FallbackUsed, long InputTokens, long OutputTokens, string FinishReason, bool HasDeclined,
        IReadOnlyList<string> Failures);
