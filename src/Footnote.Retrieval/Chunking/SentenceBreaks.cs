namespace Footnote.Retrieval.Chunking;

/// <summary>Where sentences end: after . ! ? or their full-width forms before white space, and at line ends.</summary>
internal static class SentenceBreaks
{
    public static IEnumerable<(int Start, int End)> Find(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var isEnd = text[i] is '\n' or '。' or '！' or '？'
                || (text[i] is '.' or '!' or '?' && i + 1 < text.Length && char.IsWhiteSpace(text[i + 1]));
            if (isEnd)
            {
                yield return (start, i + 1);
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            yield return (start, text.Length);
        }
    }
}
