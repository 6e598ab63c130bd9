using System.Globalization;
using System.Text;

namespace Footnote.Cli.Benchmarks;

/// <summary>
/// Endless plain texts of natural sentences: those of the sample articles in an order that a seed decides, each document with a subject of
/// its own so that no two are alike. The same seed gives the same texts.
/// </summary>
internal sealed class TextSource
{
    private const int SentencesPerParagraph = 5;

    /// <summary>Tokens of what is added to each sentence, about.</summary>
    private const int TokensOfCase = 6;

    private readonly (string Text, int Tokens)[] _sentences;
    private readonly int _seed;

    public TextSource(string folder, int seed, Func<string, int> countTokens)
    {
        _sentences = [.. Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > 60 && char.IsLetter(line[0]))
            .SelectMany(line => line.Split(". ", StringSplitOptions.RemoveEmptyEntries))
            .Select(sentence => sentence.Trim().TrimEnd('.'))
            .Where(sentence => sentence.Length is > 30 and < 300)
            .Select(sentence => (sentence, countTokens(sentence)))];
        if (_sentences.Length == 0)
        {
            throw new UsageException($"{folder} holds no Markdown to make texts from.", ExitCode.MissingDependency);
        }

        _seed = seed;
    }

    /// <summary>A document of about so many tokens.</summary>
    public string Create(int number, int tokens)
    {
        var text = new StringBuilder();
        var state = (uint)(_seed + (number * 2654435761L));
        var sum = 0;
        for (var at = 0; sum < tokens; at++)
        {
            // a linear congruential generator (Numerical Recipes) is enough to shuffle
            state = (state * 1664525) + 1013904223;
            var sentence = _sentences[(state >> 8) % (uint)_sentences.Length];
            sum += sentence.Tokens + TokensOfCase;
            text.Append(CultureInfo.InvariantCulture, $"{sentence.Text} in case {(number * 100) + at}.")
                .Append(at % SentencesPerParagraph == SentencesPerParagraph - 1 ? "\n\n" : " ");
        }

        return text.ToString();
    }
}
