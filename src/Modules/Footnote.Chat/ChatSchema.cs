namespace Footnote.Chat;

/// <summary>Marks the module's part of the database.</summary>
internal sealed class ChatSchema;
