using Footnote.Knowledge.Searching;

namespace Footnote.Chat.Asking;

/// <summary>A checked request for an answer.</summary>
internal sealed record Question(string Text, Guid? ConversationId)
{
    public bool UsesDocuments { get; init; } = true;

    public SearchFilters? Filters { get; init; }

    public int MaxTokens { get; init; }

    public double Temperature { get; init; }

    public long? MinPosition { get; init; }
}
