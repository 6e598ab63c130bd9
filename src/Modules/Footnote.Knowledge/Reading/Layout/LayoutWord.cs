namespace Footnote.Knowledge.Reading.Layout;

/// <summary>A word on a page.</summary>
internal sealed record LayoutWord(string Text, LayoutBox Box);
