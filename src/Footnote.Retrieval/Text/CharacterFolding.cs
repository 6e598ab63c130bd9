using System.Globalization;

namespace Footnote.Retrieval.Text;

/// <summary>
/// Lower-cases and folds characters so that spellings that differ in case, accents or width meet. Own tables, so that the result does
/// not depend on the globalization data of the machine.
/// </summary>
internal static class CharacterFolding
{
    private static readonly string?[] Folded = ReadFolding();

    private static readonly Dictionary<(char Base, char Mark), char> Composed = ReadCompositions();

    /// <summary>Lower-cases into <paramref name="target"/>, composing letter and combining mark; returns the length.</summary>
    public static int LowerAndCompose(ReadOnlySpan<char> source, Span<char> target)
    {
        var length = 0;
        foreach (var unit in source)
        {
            var lower = char.IsAscii(unit) ? ToLowerAscii(unit) : char.ToLowerInvariant(unit);
            if (lower is >= '\u0300' and <= '\u036F' && length > 0 && Composed.TryGetValue((target[length - 1], lower), out var composed))
            {
                target[length - 1] = composed;
                continue;
            }

            target[length++] = lower is '\u2019' or '\u2018' or '\uFF07' ? '\'' : lower;
        }

        return length;
    }

    /// <summary>Folds lower-case text; <paramref name="target"/> must hold four times the source. Returns the length.</summary>
    public static int Fold(ReadOnlySpan<char> source, Span<char> target)
    {
        var length = 0;
        foreach (var unit in source)
        {
            var folded = unit < 0x80 ? null : Folded[unit];
            if (folded is null)
            {
                target[length++] = unit;
                continue;
            }

            for (var i = 0; i < folded.Length && length < target.Length; i++)
            {
                target[length++] = folded[i];
            }
        }

        return length;
    }

    /// <summary>True when folding would change nothing.</summary>
    public static bool IsFolded(ReadOnlySpan<char> source)
    {
        foreach (var unit in source)
        {
            if (unit >= 0x80 && Folded[unit] is not null)
            {
                return false;
            }
        }

        return true;
    }

    private static char ToLowerAscii(char unit) => unit is >= 'A' and <= 'Z' ? (char)(unit | 0x20) : unit;

    private static string?[] ReadFolding()
    {
        var table = new string?[0x10000];
        foreach (var line in TextResource.Lines("folding.txt"))
        {
            var code = int.Parse(line.AsSpan(0, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            table[code] = line.Length > 5 ? line[5..] : "";
        }

        return table;
    }

    private static Dictionary<(char Base, char Mark), char> ReadCompositions()
    {
        var table = new Dictionary<(char, char), char>();
        foreach (var line in TextResource.Lines("composition.txt"))
        {
            var mark = (char)int.Parse(line.AsSpan(2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            table[(line[0], mark)] = line[7];
        }

        return table;
    }
}
