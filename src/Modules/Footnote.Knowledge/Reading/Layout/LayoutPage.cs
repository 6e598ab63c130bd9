namespace Footnote.Knowledge.Reading.Layout;

/// <summary>A page as blocks of lines in reading order; sizes in points.</summary>
internal sealed record LayoutPage(int Number, double Width, double Height, IReadOnlyList<IReadOnlyList<LayoutLine>> Blocks)
{
    public int Characters => Blocks.Sum(block => block.Sum(line => line.Words.Sum(word => word.Text.Length)));
}
