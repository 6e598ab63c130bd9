namespace Footnote.Models.Extractive;

/// <summary>Lines of a passage that belong together.</summary>
internal sealed record TextBlock(string Text, TextBlockKind Kind, int Group);
