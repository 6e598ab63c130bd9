namespace Footnote.Models.Citations;

/// <summary>An answer in which every marker resolves, with the check of each citation.</summary>
/// <param name="IsGrounded">Whether there is a citation and none is unsupported.</param>
public sealed record CheckedAnswer(string Text, IReadOnlyList<Citation> Citations, bool IsGrounded);
