namespace Footnote.Knowledge.Reading.Layout;

/// <summary>A rectangle on a page: points from its upper left corner.</summary>
internal readonly record struct LayoutBox(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public double Middle => (Top + Bottom) / 2;

    public LayoutBox Join(LayoutBox other) => new(
        Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    /// <summary>Whether both stand on one line: half of the lower one is beside the other.</summary>
    public bool IsBeside(LayoutBox other) =>
        Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top) > 0.5 * Math.Min(Height, other.Height);
}
