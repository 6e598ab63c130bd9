using Footnote.Retrieval.Text;

namespace Footnote.Models.Words;

/// <summary>The spans of the sentences of a text, without the space around them.</summary>
internal static class Sentences
{
    private const int LongestAside = 400;

    public static IEnumerable<TextSpan> Of(string text)
    {
        TextSpan? open = null;
        foreach (TextSpan span in SentenceSegmenter.Segment(text))
        {
            TextSpan whole = open is { } begun ? new TextSpan(begun.Start, span.End) : span;
            open = HasOpenBracket(text.AsSpan(whole.Start, whole.Length)) && whole.Length < LongestAside ? whole : null;
            if (open is null)
            {
                yield return whole;
            }
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    private static bool HasOpenBracket(ReadOnlySpan<char> sentence) => sentence.Count('(') > sentence.Count(')');
}
