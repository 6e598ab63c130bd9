namespace Footnote.Knowledge.Pages;

/// <summary>A rectangle on a page: points from its upper left corner.</summary>
internal sealed record PageBox(double X, double Y, double Width, double Height);
