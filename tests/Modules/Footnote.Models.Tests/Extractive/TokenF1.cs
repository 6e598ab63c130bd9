using System.Text.RegularExpressions;

namespace Footnote.Models.Tests.Extractive;

/// <summary>The overlap of an answer with a reference, as reading-comprehension sets measure it.</summary>
internal static class TokenF1
{
    public static double Best(string answer, IEnumerable<string> references) => references.Max(reference => Of(answer, reference));

    private static double Of(string answer, string reference)
    {
        List<string> left = Tokens(answer);
        List<string> right = Tokens(reference);
        Dictionary<string, int> counts = right.GroupBy(token => token).ToDictionary(group => group.Key, group => group.Count());
        int common = 0;
        foreach (string token in left)
        {
            if (counts.TryGetValue(token, out int count) && count > 0)
            {
                counts[token] = count - 1;
                common++;
            }
        }

        return common == 0 ? 0 : 2.0 * common / (left.Count + right.Count);
    }

    private static List<string> Tokens(string text) =>
        [.. Regex.Split(Regex.Replace(text.ToLowerInvariant(), @"\[\d+\]|[^\w\s]|\b(a|an|the)\b", " "), @"\s+")
            .Where(token => token.Length > 0)];
}
