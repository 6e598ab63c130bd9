namespace Footnote.Retrieval.Text;

/// <summary>
/// Guesses the language of a text: by script for ar, zh, ja, ko, th and ru, by function words and typical letter sequences for en, de, fr,
/// es, it, pt and nl. Made for paragraphs and questions; a few bare keywords are answered with "und".
/// </summary>
public static class LanguageDetector
{
    /// <summary>The answer when the language is not known with any confidence.</summary>
    public const string Undetermined = "und";

    private const int SampleLength = 2048;
    private const int LongestWord = 32;
    private const int WordsReadForSequences = 64;
    private const float EnoughWords = 4f;
    private const float ClearLead = 1.6f;
    private const float SequenceWeight = 0.4f;
    private const float MostFromSequences = 1.6f;
    private const float Minimum = 1f;
    private const float Lead = 1.15f;

    private static readonly LanguageProfiles Profiles = new();

    /// <summary>
    /// ISO 639-1 code of the language of <paramref name="text"/>, or "und". Looks at the first 2,048 UTF-16 units; thread-safe.
    /// </summary>
    public static string Detect(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sample = text.AsSpan(0, Math.Min(text.Length, SampleLength));
        var counts = ScriptCounts.Of(sample);
        return counts.Total == 0 ? Undetermined : counts.LanguageOfScript() ?? DetectLatin(sample);
    }

    private static string DetectLatin(ReadOnlySpan<char> sample)
    {
        Span<float> scores = stackalloc float[Profiles.Count];
        AddFunctionWords(sample, scores);
        if (Best(scores, EnoughWords, ClearLead) is var language && language is not Undetermined)
        {
            return language;
        }

        Span<float> sequences = stackalloc float[Profiles.Count];
        AddSequences(sample, sequences);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] += Math.Min(sequences[i], MostFromSequences);
        }

        return Best(scores, Minimum, Lead);
    }

    private static void AddFunctionWords(ReadOnlySpan<char> sample, Span<float> scores)
    {
        Span<char> word = stackalloc char[LongestWord];
        var segmenter = new WordSegmenter(sample);
        while (segmenter.MoveNext(out var found))
        {
            if (IsPlain(found))
            {
                var length = CharacterFolding.LowerAndCompose(sample[found.Start..found.End], word);
                var languages = Profiles.LanguagesOf(word[..length]);
                for (; languages != 0; languages &= languages - 1)
                {
                    scores[System.Numerics.BitOperations.TrailingZeroCount(languages)] += 1;
                }
            }
        }
    }

    private static void AddSequences(ReadOnlySpan<char> sample, Span<float> scores)
    {
        Span<char> word = stackalloc char[LongestWord];
        var segmenter = new WordSegmenter(sample);
        for (var words = 0; words < WordsReadForSequences && segmenter.MoveNext(out var found); words++)
        {
            if (!IsPlain(found))
            {
                continue;
            }

            var length = CharacterFolding.LowerAndCompose(sample[found.Start..found.End], word);
            var languages = Profiles.LanguagesOf(word[..length]);
            for (var i = 0; i < scores.Length; i++)
            {
                if ((languages & (1u << i)) == 0)
                {
                    scores[i] += SequenceWeight * Profiles.TypicalSequences(i, word[..length]);
                }
            }
        }
    }

    private static bool IsPlain(Word word) => word.Kind == WordKind.Letters && word.End - word.Start <= LongestWord;

    private static string Best(ReadOnlySpan<float> scores, float minimum, float lead)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        var second = 0f;
        for (var i = 0; i < scores.Length; i++)
        {
            second = i == best ? second : Math.Max(second, scores[i]);
        }

        return scores[best] >= minimum && scores[best] >= lead * second ? Profiles.Language(best) : Undetermined;
    }
}
