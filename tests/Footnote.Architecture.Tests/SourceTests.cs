using System.Text.RegularExpressions;

namespace Footnote.Architecture.Tests;

public partial class SourceTests
{
    /// <summary>Where everything may be caught, and why; elsewhere exceptions are caught by type.</summary>
    private static readonly string[] CatchAll = ReadList("docs/architecture/catch-all.txt");

    [Fact]
    public void A_file_holds_one_top_level_type_of_its_own_name()
    {
        var wrong = new List<string>();
        foreach (var file in Repository.Files("src", "*.cs").Where(file => Path.GetFileName(file) != "Program.cs"))
        {
            var types = TopLevelType().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).ToList();
            if (types.Count > 1 || (types.Count == 1 && types[0] != Path.GetFileNameWithoutExtension(file).Split('.')[0]))
            {
                wrong.Add($"{Repository.Relative(file)}: {string.Join(", ", types)}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(@"#region|#nullable\s+disable")]
    [InlineData(@"\b(TODO|FIXME|HACK)\b")]
    [InlineData(@"\bSkip\s*=")]
    [InlineData(@"NotImplementedException")]
    [InlineData(@"Thread\.Sleep\(\s*\d")]
    public void Source_is_free_of(string pattern)
    {
        var self = nameof(SourceTests) + ".cs";
        var regex = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(5));
        var found = Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs")).Where(file => Path.GetFileName(file) != self)
            .SelectMany(file => File.ReadLines(file).Select((line, at) => (file, line, at)))
            .Where(item => regex.IsMatch(item.line))
            .Select(item => $"{Repository.Relative(item.file)}:{item.at + 1}");
        Assert.Empty(found);
    }

    [Fact]
    public void Everything_is_caught_only_where_the_list_gives_a_reason()
    {
        var found = Repository.Files("src", "*.cs")
            .Where(file => CatchEverything().IsMatch(File.ReadAllText(file))).Select(Repository.Relative);
        Assert.Equal(CatchAll.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public void The_repository_speaks_only_of_itself()
    {
        string[] folders = ["src", "tests", "docs", "eng", "samples", "bench", "deploy", "api", ".ci"];
        var self = nameof(SourceTests) + ".cs";
        var files = folders.Where(folder => Directory.Exists(Path.Combine(Repository.Root, folder)))
            .SelectMany(folder => Repository.Files(folder, "*"))
            .Concat(Directory.EnumerateFiles(Repository.Root))
            .Where(file => Path.GetExtension(file)
                is ".cs" or ".md" or ".json" or ".js" or ".css" or ".razor" or ".sh" or ".html" or ".txt" or ".props" or "")
            .Where(file => Path.GetFileName(file) is not ("packages.lock.json" or "LICENSE") && Path.GetFileName(file) != self);
        var found = files.Where(file => Outside().IsMatch(File.ReadAllText(file))).Select(Repository.Relative);
        Assert.Empty(found);
    }

    [Fact]
    public void An_endpoint_has_a_file_of_its_own_in_an_area()
    {
        var wrong = new List<string>();
        foreach (var file in Repository.Files("src/Modules", "*.cs").Where(file => !file.EndsWith("Module.cs", StringComparison.Ordinal)))
        {
            var routes = Route().Count(File.ReadAllText(file));
            var depth = Repository.Relative(file).Split('/').Length;
            if (routes > 0 && depth < 5)
            {
                wrong.Add($"{Repository.Relative(file)}: not in an area");
            }

            if (routes > 2)
            {
                wrong.Add($"{Repository.Relative(file)}: {routes} routes");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Test_names_are_sentences()
    {
        var wrong = Repository.Files("tests", "*Tests.cs").SelectMany(file => TestMethod().Matches(File.ReadAllText(file))
            .Select(match => match.Groups[1].Value)
            .Where(name => !name.Contains('_', StringComparison.Ordinal)).Select(name => $"{Repository.Relative(file)}: {name}"));
        Assert.Empty(wrong);
    }

    private static string[] ReadList(string path) => [.. File.ReadLines(Path.Combine(Repository.Root, path))
        .Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)];

    [GeneratedRegex(@"^(?:public |internal |file |sealed |static |abstract |readonly |partial |ref |unsafe )*"
        + @"(?:class|struct|interface|enum|record(?: struct| class)?|delegate [\w<>?]+) (\w+)",
        RegexOptions.Multiline, 5000)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"catch\s*(\(Exception\b[^)]*\)\s*(?!\s*when)|\{)", RegexOptions.None, 5000)]
    private static partial Regex CatchEverything();

    [GeneratedRegex(@"/work/|/tmp/[a-z]+/|nuget\.org|deb\.debian\.org|npmjs\.org|registry\.npm", RegexOptions.None, 5000)]
    private static partial Regex Outside();

    [GeneratedRegex(@"\.Map(Get|Post|Put|Patch|Delete)\(", RegexOptions.None, 5000)]
    private static partial Regex Route();

    [GeneratedRegex(
        @"\[(?:Fact|Theory)[^\]]*\](?:\s*\[[^\n]*\])*\s*public (?:async )?(?:Task|void|ValueTask) (\w+)\(", RegexOptions.None, 5000)]
    private static partial Regex TestMethod();
}
