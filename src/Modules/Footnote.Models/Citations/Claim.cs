namespace Footnote.Models.Citations;

/// <summary>A sentence of an answer and the markers that follow it.</summary>
internal sealed record Claim(int Start, int End, string Text, IReadOnlyList<int> Markers, bool EndsParagraph);
