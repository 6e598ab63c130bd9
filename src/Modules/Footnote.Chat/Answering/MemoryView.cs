using Microsoft.Extensions.AI;

namespace Footnote.Chat.Answering;

/// <summary>What is remembered of a conversation.</summary>
/// <param name="Messages">Earlier turns for a model, oldest first.</param>
/// <param name="Questions">Earlier questions in the form that was searched, latest last.</param>
internal sealed record MemoryView(IReadOnlyList<ChatMessage> Messages, IReadOnlyList<string> Questions);
