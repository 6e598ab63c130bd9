namespace Footnote.Knowledge;

/// <summary>Counts tokens the way the embedding model does; the host registers one for its encoder. Thread-safe.</summary>
/// <param name="Count">The number of tokens of a text, without special tokens.</param>
public sealed record ChunkTokenCounter(Func<string, int> Count)
{
    // English text has about this many sub-word tokens per word
    private const double TokensPerWord = 1.35;

    /// <summary>Estimates from the number of words, for models that do not show their tokens.</summary>
    public static ChunkTokenCounter Estimate { get; } = new(EstimateTokens);

    private static int EstimateTokens(string text)
    {
        var words = 0;
        var other = 0;
        var isInWord = false;
        foreach (var c in text)
        {
            var isWord = char.IsLetterOrDigit(c);
            // scripts without blanks have about a token per character
            other += c >= '\u3040' && isWord || (!isWord && !char.IsWhiteSpace(c)) ? 1 : 0;
            words += isWord && !isInWord && c < '\u3040' ? 1 : 0;
            isInWord = isWord;
        }

        return (int)Math.Ceiling(words * TokensPerWord) + other;
    }
}
