namespace Footnote.Encoder.Tokenizers;

/// <summary>Finds added tokens in a text: the leftmost, and of several that start there the longest.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly AddedToken[] _tokens;
    private readonly System.Buffers.SearchValues<char> _firstCharacters;

    private AddedTokenMatcher(AddedToken[] tokens)
    {
        _tokens = tokens;
        _firstCharacters = System.Buffers.SearchValues.Create([.. tokens.Select(token => token.Content[0]).Distinct()]);
    }

    /// <summary>Null when nothing is to be found.</summary>
    public static AddedTokenMatcher? Create(IEnumerable<AddedToken> tokens)
    {
        AddedToken[] longestFirst = [.. tokens.Where(token => token.Content.Length > 0).OrderByDescending(token => token.Content.Length)];
        return longestFirst.Length == 0 ? null : new AddedTokenMatcher(longestFirst);
    }

    /// <summary>The next added token at or after <paramref name="from"/>, with the span it takes.</summary>
    public AddedToken? Find(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        for (int at = from; at < text.Length; at++)
        {
            int step = text[at..].IndexOfAny(_firstCharacters);
            if (step < 0)
            {
                break;
            }

            at += step;
            foreach (AddedToken token in _tokens)
            {
                if (Matches(text, at, token))
                {
                    (start, end) = Widen(text, from, at, token);
                    return token;
                }
            }
        }

        (start, end) = (text.Length, text.Length);
        return null;
    }

    private static bool Matches(ReadOnlySpan<char> text, int at, AddedToken token)
    {
        if (!text[at..].StartsWith(token.Content, StringComparison.Ordinal))
        {
            return false;
        }

        int end = at + token.Content.Length;
        return !token.IsSingleWord
            || ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])));
    }

    private static (int Start, int End) Widen(ReadOnlySpan<char> text, int from, int start, AddedToken token)
    {
        int end = start + token.Content.Length;
        while (token.StripsLeft && start > from && char.IsWhiteSpace(text[start - 1]))
        {
            start--;
        }

        while (token.StripsRight && end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return (start, end);
    }
}
