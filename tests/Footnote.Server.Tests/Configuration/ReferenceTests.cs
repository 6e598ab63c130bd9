using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Server.Tests.Configuration;

/// <summary>The reference pages list what the code has, and nothing else.</summary>
public sealed partial class ReferenceTests(ServerApp server) : IClassFixture<ServerApp>
{
    [Fact]
    public void Configuration_page_lists_every_setting()
    {
        var page = File.ReadAllText(RepositoryFiles.Path("docs/reference/configuration.md"));
        var documented = Setting().Matches(page).Select(match => match.Groups[1].Value).ToHashSet();
        var real = server.App.Services.GetServices<Platform.Options.KnownSection>().SelectMany(section => section.Keys).ToHashSet();

        Assert.Empty(real.Except(documented).Order());
        Assert.Empty(documented.Except(real).Order());
    }

    [Fact]
    public void Errors_page_lists_every_code()
    {
        var page = File.ReadAllText(RepositoryFiles.Path("docs/reference/errors.md"));
        var documented = DocumentedCode().Matches(page).Select(match => match.Groups[1].Value).ToHashSet();
        var real = SourceFiles()
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet();

        Assert.Empty(real.Except(documented).Order());
        Assert.Empty(documented.Except(real).Order());
    }

    private static IEnumerable<string> SourceFiles() =>
        Directory.EnumerateFiles(RepositoryFiles.Path("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is "ErrorCodes.cs" || (file.EndsWith("Errors.cs", StringComparison.Ordinal)
                && file.Contains("/Modules/", StringComparison.Ordinal)));

    [GeneratedRegex(@"^\| `(Footnote:[A-Za-z:]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^\| `([A-Z][A-Z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex DocumentedCode();

    [GeneratedRegex("\"([A-Z][A-Z]*(?:_[A-Z]+)+|STARTING|FORBIDDEN|CONFLICT|UNAUTHENTICATED)\"")]
    private static partial Regex Code();
}
