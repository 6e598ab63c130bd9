using Microsoft.Extensions.AI;

namespace Footnote.Models.Generation;

/// <summary>A question with what is needed to answer it.</summary>
public sealed record GenerationRequest(string Question, IReadOnlyList<PassageContent> Passages)
{
    /// <summary>
    /// The question with what it leans on spelled out, for a model that does not read earlier turns; null when it is the same.
    /// </summary>
    public string? StandaloneQuestion { get; init; }

    /// <summary>Earlier turns, oldest first.</summary>
    public IReadOnlyList<ChatMessage> History { get; init; } = [];

    public int MaxOutputTokens { get; init; } = 512;

    public double Temperature { get; init; } = 0.7;
}
