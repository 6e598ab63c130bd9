namespace Footnote.Chat.Streaming;

/// <summary>Whose events they are.</summary>
internal sealed record StreamOwner(Guid TenantId, Guid ConversationId, Guid MessageId);
