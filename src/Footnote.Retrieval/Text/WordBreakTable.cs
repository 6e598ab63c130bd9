using System.Globalization;

namespace Footnote.Retrieval.Text;

/// <summary>Looks up the Word_Break class of a code point; the table is a resource generated from the Unicode database.</summary>
internal static class WordBreakTable
{
    private const int BmpSize = 0x10000;

    private static readonly (int Start, int End, WordBreakClass Class)[] Ranges = ReadRanges();

    private static readonly byte[] Bmp = FillBmp();

    private static readonly (int Start, int End, WordBreakClass Class)[] Supplementary = [.. Ranges.Where(range => range.Start >= BmpSize)];

    /// <summary>Classes of the basic multilingual plane, one byte a code unit; surrogates are Other.</summary>
    public static ReadOnlySpan<byte> BasicPlane => Bmp;

    /// <summary>
    /// Class of the code point that starts at <paramref name="index"/>; an unpaired surrogate is Other and one unit long.
    /// </summary>
    public static WordBreakClass At(ReadOnlySpan<char> text, int index, out int length)
    {
        var unit = text[index];
        length = 1;
        if (!char.IsHighSurrogate(unit) || index + 1 >= text.Length || !char.IsLowSurrogate(text[index + 1]))
        {
            return (WordBreakClass)Bmp[unit];
        }

        length = 2;
        return OfSupplementary(char.ConvertToUtf32(unit, text[index + 1]));
    }

    private static WordBreakClass OfSupplementary(int codePoint)
    {
        var low = 0;
        var high = Supplementary.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var range = Supplementary[middle];
            if (codePoint < range.Start)
            {
                high = middle - 1;
            }
            else if (codePoint > range.End)
            {
                low = middle + 1;
            }
            else
            {
                return range.Class;
            }
        }

        return WordBreakClass.Other;
    }

    private static byte[] FillBmp()
    {
        var table = new byte[BmpSize];
        foreach (var (start, end, value) in Ranges)
        {
            if (start < BmpSize)
            {
                table.AsSpan(start, end - start + 1).Fill((byte)value);
            }
        }

        return table;
    }

    private static (int Start, int End, WordBreakClass Class)[] ReadRanges()
    {
        var ranges = new List<(int, int, WordBreakClass)>(1200);
        foreach (var line in TextResource.Lines("word-break.txt"))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var dots = line.IndexOf("..", StringComparison.Ordinal);
            var start = int.Parse(line.AsSpan(0, dots), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var end = int.Parse(line.AsSpan(dots + 2, space - dots - 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            ranges.Add((start, end, Enum.Parse<WordBreakClass>(line.AsSpan(space + 1))));
        }

        return [.. ranges];
    }
}
