namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>Orders strings as their UTF-8 bytes are ordered, which differs from ordinal order for surrogates.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static readonly Utf8Order Instance = new();

    public int Compare(string? x, string? y)
    {
        var left = (x ?? "").AsSpan();
        var right = (y ?? "").AsSpan();
        var common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length - right.Length;
        }

        return Weight(left[common]) - Weight(right[common]);
    }

    /// <summary>Surrogates stand for code points above all others.</summary>
    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
