namespace Footnote.Cli;

/// <summary>What the server answered and whether that was right.</summary>
internal sealed record JudgedAnswer(
    string Id, string Question, bool Answerable, bool IsRight, string Outcome, string Answer, double Milliseconds);
