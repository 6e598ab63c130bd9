namespace Footnote.Chat.Conversations;

/// <summary>A conversation as clients see it; also the row it is read from.</summary>
internal sealed class ConversationResponse
{
    public const string Columns = "id, title, created_at, updated_at, message_count";

    public Guid Id { get; init; }

    public string Title { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public int MessageCount { get; init; }
}
