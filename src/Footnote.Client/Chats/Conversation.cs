namespace Footnote.Client.Chats;

/// <summary>Ordered messages of one owner.</summary>
/// <param name="Id">Stable id; <c>session_id</c> of its questions.</param>
/// <param name="Title">Its title.</param>
/// <param name="CreatedAt">When the first question was asked.</param>
/// <param name="UpdatedAt">When the last message was added.</param>
/// <param name="MessageCount">Questions and answers.</param>
public sealed record Conversation(Guid Id, string Title, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int MessageCount);
