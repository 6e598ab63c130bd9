namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Titles in PDF metadata are often what the program that printed the file left there.</summary>
internal static class PdfTitle
{
    public static string? Usable(string title)
    {
        var isFileName = title.Contains(".doc", StringComparison.OrdinalIgnoreCase)
            || title.Contains(".dvi", StringComparison.OrdinalIgnoreCase)
            || title.Contains(".tex", StringComparison.OrdinalIgnoreCase)
            || title.Contains(".indd", StringComparison.OrdinalIgnoreCase)
            || title.StartsWith("Microsoft Word", StringComparison.OrdinalIgnoreCase)
            || title.StartsWith("Untitled", StringComparison.OrdinalIgnoreCase);
        return isFileName || title.Length < 3 ? null : title;
    }
}
