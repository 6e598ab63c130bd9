namespace Footnote.Chat.Answering;

/// <summary>What an answer is written from.</summary>
internal sealed record AnswerDraft(AnswerJob Job, PassageSet Passages, MemoryView Memory, string Standalone);
