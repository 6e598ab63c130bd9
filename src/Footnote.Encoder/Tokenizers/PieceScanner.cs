using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Footnote.Encoder.Tokenizers;

/// <summary>
/// Cuts a text into the pieces of GPT-2's pattern, without a regular expression engine:
/// <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>.
/// </summary>
internal static class PieceScanner
{
    private enum Kind : byte
    {
        Other,
        Letter,
        Number,
        Space,
    }

    private static readonly Kind[] AsciiKinds = [.. Enumerable.Range(0, 128).Select(code => Classify((char)code))];

    /// <summary>End of the piece that starts at <paramref name="start"/>, which must be inside the text.</summary>
    public static int NextEnd(ReadOnlySpan<char> text, int start)
    {
        char first = text[start];
        if (first == '\'' && ContractionLength(text[(start + 1)..]) is > 0 and var length)
        {
            return start + 1 + length;
        }

        int at = start;
        Kind kind = KindAt(text, at, out int width);
        if (first == ' ' && start + 1 < text.Length)
        {
            kind = KindAt(text, start + 1, out width);
            at = kind == Kind.Space ? start : start + 1;
        }

        return kind == Kind.Space ? SpaceEnd(text, start) : RunEnd(text, at + width, kind);
    }

    private static int RunEnd(ReadOnlySpan<char> text, int at, Kind kind)
    {
        while (at < text.Length && KindAt(text, at, out int width) == kind)
        {
            at += width;
        }

        return at;
    }

    private static int SpaceEnd(ReadOnlySpan<char> text, int start)
    {
        int end = RunEnd(text, start + 1, Kind.Space);
        return end == text.Length || end == start + 1 ? end : end - 1;
    }

    private static int ContractionLength(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
        {
            return 0;
        }

        if (rest[0] is 's' or 't' or 'm' or 'd')
        {
            return 1;
        }

        return rest.Length > 1 && (rest[0], rest[1]) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 2 : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Kind KindAt(ReadOnlySpan<char> text, int at, out int width)
    {
        char character = text[at];
        width = 1;
        return character < 128 ? AsciiKinds[character] : WideKindAt(text, at, ref width);
    }

    private static Kind WideKindAt(ReadOnlySpan<char> text, int at, ref int width)
    {
        if (!char.IsHighSurrogate(text[at])
            || Rune.DecodeFromUtf16(text[at..], out Rune rune, out int consumed) != System.Buffers.OperationStatus.Done)
        {
            return Classify(text[at]);
        }

        width = consumed;
        return Classify(Rune.GetUnicodeCategory(rune));
    }

    private static Kind Classify(char character) =>
        char.IsWhiteSpace(character) ? Kind.Space : Classify(CharUnicodeInfo.GetUnicodeCategory(character));

    private static Kind Classify(UnicodeCategory category) => category switch
    {
        <= UnicodeCategory.OtherLetter => Kind.Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
        _ => Kind.Other,
    };
}
