using System.Text.RegularExpressions;

namespace Footnote.Architecture.Tests;

public partial class DocumentTests
{
    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var broken = new List<string>();
        foreach (var page in Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Repository.Files("docs", "*.md")).Concat(Repository.Files("src", "*.md")))
        {
            var folder = Path.GetDirectoryName(page)!;
            foreach (var target in Link().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value.Split('#')[0]))
            {
                if (target.Length > 0
                    && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
                    && !Path.Exists(Path.Combine(folder, target)))
                {
                    broken.Add($"{Repository.Relative(page)}: {target}");
                }
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void Decisions_are_numbered_without_a_gap()
    {
        var numbers = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/decisions"), "*.md")
            .Select(file => Path.GetFileName(file)[..4]).Order(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(1, numbers.Count()).Select(number => number.ToString("0000")), numbers);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.None, 5000)]
    private static partial Regex Link();
}
