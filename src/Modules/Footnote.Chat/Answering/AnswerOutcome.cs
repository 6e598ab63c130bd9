using Footnote.Models.Citations;

namespace Footnote.Chat.Answering;

/// <summary>A finished answer before it is stored.</summary>
internal sealed record AnswerOutcome(string Text, IReadOnlyList<AnswerSource> Sources, IReadOnlyList<Citation> Citations,
    AnswerMetadata Metadata)
{
    /// <summary>The form of the question that was searched.</summary>
    public string Standalone { get; init; } = "";
}
