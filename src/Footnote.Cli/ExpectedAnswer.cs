namespace Footnote.Cli;

/// <summary>A question with the facts of which a right answer holds at least one; without facts when it cannot be answered.</summary>
internal sealed record ExpectedAnswer(string Id, string Question, bool Answerable, IReadOnlyList<string>? Expected, string? Document);
