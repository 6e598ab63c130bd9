namespace Footnote.Retrieval.Text;

/// <summary>
/// Guesses the language of a text: by script for ar, zh, ja, ko, th and ru, by function words and typical letter sequences for en, de, fr,
/// es, it, pt and nl. Made for paragraphs and questions; a few bare keywords are answered with "und".
/// </summary>
public static class LanguageDetector
{
    /// <summary>The answer when the language is not known with any confidence.</summary>
    public const string Undetermined = "und";

    private const int SampleLength = 4096;
    private const float SequenceWeight = 0.4f;
    private const float Minimum = 1f;
    private const float Lead = 1.15f;

    private static readonly LanguageProfile[] Profiles = LanguageProfile.ReadAll();

    /// <summary>
    /// ISO 639-1 code of the language of <paramref name="text"/>, or "und". Looks at the first 4,096 UTF-16 units; thread-safe.
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
        Span<float> scores = stackalloc float[Profiles.Length];
        Span<char> word = stackalloc char[32];
        var segmenter = new WordSegmenter(sample);
        while (segmenter.MoveNext(out var found))
        {
            var length = found.End - found.Start;
            if (length > word.Length || found.Kind != WordKind.Letters)
            {
                continue;
            }

            length = CharacterFolding.LowerAndCompose(sample[found.Start..found.End], word);
            AddScores(word[..length], scores);
        }

        return Best(scores);
    }

    private static void AddScores(ReadOnlySpan<char> word, Span<float> scores)
    {
        for (var i = 0; i < Profiles.Length; i++)
        {
            if (Profiles[i].IsFunctionWord(word))
            {
                scores[i] += 1;
            }
            else
            {
                scores[i] += SequenceWeight * Profiles[i].TypicalSequences(word);
            }
        }
    }

    private static string Best(ReadOnlySpan<float> scores)
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

        return scores[best] >= Minimum && scores[best] >= Lead * second ? Profiles[best].Language : Undetermined;
    }
}
