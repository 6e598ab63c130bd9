namespace Footnote.Chat.Asking;

/// <summary>The body of POST /chat/message. The id of the conversation is text here so that a bad one is a fault of its field.</summary>
internal sealed record AskRequest
{
    public string? Message { get; init; }

    public string? SessionId { get; init; }

    public bool EnableRag { get; init; } = true;

    public bool Stream { get; init; }

    public AskFilters? Filters { get; init; }

    public int MaxTokens { get; init; } = 512;

    public double Temperature { get; init; } = 0.7;

    public long? MinPosition { get; init; }
}
