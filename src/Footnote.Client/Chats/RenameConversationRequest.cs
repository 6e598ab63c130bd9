namespace Footnote.Client.Chats;

/// <summary>Body of <c>PATCH /chats/{id}</c>.</summary>
internal sealed record RenameConversationRequest(string Title);
