namespace Footnote.Knowledge.Reading.Layout;

/// <summary>Tells headings from running text by the size of their font, compared with most of the document's characters.</summary>
internal sealed class FontSizes
{
    private const double HeadingRatio = 1.15;
    private const double MostHeadings = 0.25;
    private const int HeadingCharacters = 120;

    private readonly double _body;
    private readonly List<double> _larger;

    public FontSizes(IEnumerable<LayoutPage> pages)
    {
        var sizes = pages.SelectMany(page => page.Blocks).SelectMany(block => block)
            .GroupBy(line => Round(line.FontHeight))
            .Select(group => (Size: group.Key, Characters: group.Sum(line => line.Text.Length)))
            .OrderBy(size => size.Size).ToList();
        var total = sizes.Sum(size => size.Characters);
        var seen = 0;
        _body = sizes.Find(size => (seen += size.Characters) * 2 >= total).Size;
        var larger = sizes.Where(size => size.Size >= _body * HeadingRatio).ToList();
        _larger = larger.Sum(size => size.Characters) <= total * MostHeadings
            ? [.. larger.Select(size => size.Size).OrderDescending()]
            : [];
    }

    /// <summary>The level of a heading, 1 the outermost; null for running text.</summary>
    public int? LevelOf(LayoutLine line)
    {
        var isWorded = line.Text.Length <= HeadingCharacters && line.Text.Count(char.IsLetter) >= 2;
        var index = isWorded ? _larger.IndexOf(Round(line.FontHeight)) : -1;
        return index < 0 ? null : Math.Min(index + 1, 6);
    }

    private static double Round(double height) => Math.Round(height * 2, MidpointRounding.AwayFromZero) / 2;
}
