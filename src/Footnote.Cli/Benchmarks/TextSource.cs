using System.Globalization;
using System.Text;

namespace Footnote.Cli.Benchmarks;

/// <summary>
/// Endless plain texts of natural sentences: those of the sample articles in an order that a seed decides, each document about a case of
/// its own so that no two are alike. The same seed gives the same texts.
/// </summary>
internal sealed class TextSource
{
    private readonly Func<string, int> _countTokens;
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

        _countTokens = countTokens;
        _seed = seed;
    }

    /// <summary>A document of so many paragraphs, each as full of sentences as its tokens allow.</summary>
    public string Create(int number, int paragraphs, int tokensOfParagraph)
    {
        var text = new StringBuilder();
        var state = (uint)(_seed + (number * 2654435761L));
        var subject = string.Create(CultureInfo.InvariantCulture, $" in case {number}. ");
        var tokensOfSubject = _countTokens(subject);
        for (var (paragraph, sum) = (0, 0); paragraph < paragraphs;)
        {
            // a linear congruential generator (Numerical Recipes) is enough to shuffle
            state = (state * 1664525) + 1013904223;
            var sentence = _sentences[(state >> 8) % (uint)_sentences.Length];
            var tokens = sentence.Tokens + tokensOfSubject;
            if (sum > 0 && sum + tokens > tokensOfParagraph)
            {
                text.Append("\n\n");
                (paragraph, sum) = (paragraph + 1, 0);
                continue;
            }

            text.Append(sentence.Text).Append(subject);
            sum += tokens;
        }

        return text.ToString();
    }
}
