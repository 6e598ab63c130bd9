namespace Footnote.Knowledge.Reading.Layout;

/// <summary>Words on one line, or those of one cell of a table.</summary>
internal sealed record LayoutLine(IReadOnlyList<LayoutWord> Words)
{
    public LayoutBox Box { get; } = Words.Skip(1).Aggregate(Words[0].Box, (box, word) => box.Join(word.Box));

    public string Text { get; } = string.Join(' ', Words.Select(word => word.Text));

    /// <summary>The height of most of its words, which tells the size of the font.</summary>
    public double FontHeight { get; } = Words.Select(word => word.Box.Height).Order().ElementAt(Words.Count / 2);
}
