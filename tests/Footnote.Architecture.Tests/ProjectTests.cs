using System.Xml.Linq;

namespace Footnote.Architecture.Tests;

public class ProjectTests
{
    [Fact]
    public void Arrows_between_projects_are_the_listed_ones()
    {
        var arrows = Repository.Files("src", "*.csproj").Select(project =>
        {
            var targets = References(project, "ProjectReference")
                .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);
            return $"{Path.GetFileNameWithoutExtension(project)} -> {string.Join(", ", targets)}".TrimEnd();
        });
        Repository.AssertApproved("docs/architecture/arrows.txt", arrows.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("src/Footnote.Retrieval")]
    [InlineData("src/Footnote.Encoder")]
    public void Engine_projects_use_nothing_but_the_framework(string folder)
    {
        var project = Assert.Single(Repository.Files(folder, "*.csproj"));
        Assert.Empty(References(project, "PackageReference"));
        Assert.Empty(References(project, "ProjectReference"));
        Assert.Empty(References(project, "FrameworkReference"));
    }

    [Fact]
    public void Modules_have_the_same_cast()
    {
        var missing = new List<string>();
        foreach (var project in Repository.Files("src/Modules", "*.csproj"))
        {
            var folder = Path.GetDirectoryName(project)!;
            var name = Path.GetFileNameWithoutExtension(project)["Footnote.".Length..];
            var module = Path.Combine(folder, $"{name}Module.cs");
            var hasRoutes = File.Exists(module) && File.ReadAllText(module).Contains($"Map{name}", StringComparison.Ordinal);
            string[] cast = hasRoutes
                ? [$"{name}Module.cs", $"{name}Options.cs", $"{name}Errors.cs", "Log.cs", "Telemetry.cs", "README.md"]
                : ["README.md"];
            missing.AddRange(cast
                .Where(file => !File.Exists(Path.Combine(folder, file)))
                .Select(file => Repository.Relative(Path.Combine(folder, file))));
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_project_of_the_product_has_a_page()
    {
        var missing = Repository.Files("src", "*.csproj")
            .Select(project => Path.Combine(Path.GetDirectoryName(project)!, "README.md"))
            .Where(page => !File.Exists(page))
            .Select(Repository.Relative);
        Assert.Empty(missing);
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(project).Descendants(kind).Select(element => element.Attribute("Include")?.Value ?? "");
}
