namespace Footnote.Knowledge.Reading.Ocr;

/// <summary>
/// Judges by its text layer whether a page needs recognition: pages without text, pages with a stamp on a large picture, and pages whose
/// font does not say which characters it draws.
/// </summary>
internal static class PageDensity
{
    private const int StampCharacters = 120;
    private const double PictureInches = 20;
    private const double UnmappedShare = 0.3;

    public static bool IsSparse(string text) => CharactersOf(text) < StampCharacters || IsUnmapped(text);

    /// <param name="text">The text layer of the page.</param>
    /// <param name="pictureArea">Square inches of its largest picture; 0 without one.</param>
    public static bool IsScan(string text, double pictureArea) =>
        IsUnmapped(text) || (pictureArea > 0 && (CharactersOf(text) == 0 || (pictureArea >= PictureInches && IsSparse(text))));

    public static bool IsEmpty(string text) => CharactersOf(text) == 0;

    private static int CharactersOf(string text) => text.Count(c => !char.IsWhiteSpace(c) && !char.IsControl(c));

    private static bool IsUnmapped(string text)
    {
        var characters = text.Count(c => !char.IsWhiteSpace(c));
        var unmapped = text.Count(c => c is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') || (char.IsControl(c) && !char.IsWhiteSpace(c)));
        return characters > 0 && unmapped > characters * UnmappedShare;
    }
}
