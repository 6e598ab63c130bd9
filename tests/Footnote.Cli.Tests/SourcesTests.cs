using Footnote.Testing;

namespace Footnote.Cli.Tests;

public class SourcesTests
{
    [Fact]
    public async Task Sources_are_added_run_listed_and_removed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("crane.md", "The harbour crane lifts 90 tonnes.");
        folder.Write("ferry.txt", "The ferry leaves at noon.");
        await using var server = new RunningServer();
        server.Environment["FOOTNOTE__Knowledge__Sources__AllowedFolders"] = folder.Root;
        await server.InitializeAsync();

        var added = await RunAsync(server, "add", "docs", "--folder", folder.Root, "--include", "*.md", "--tag", "port");
        Assert.True(added.ExitCode == 0, added.Errors);
        Assert.Equal("folder", Assert.Single(added.JsonLines).GetProperty("kind").GetString());

        var run = await RunAsync(server, "run", "docs");
        Assert.True(run.ExitCode == 0, run.Errors);
        var runs = await RunAsync(server, "runs", "docs");
        Assert.Equal(1, runs.JsonLines.Sum(line => line.GetProperty("created").GetInt32()));

        var refused = await RunAsync(server, "add", "other", "--folder", "/etc");
        Assert.Equal(9, refused.ExitCode);
        Assert.Contains("folder.path", refused.Errors, StringComparison.Ordinal);

        var removed = await RunAsync(server, "remove", "docs", "--documents");
        Assert.Equal(1, Assert.Single(removed.JsonLines).GetProperty("documents_deleted").GetInt32());
        Assert.Empty((await RunAsync(server, "list")).JsonLines);
        Assert.Equal(2, (await RunAsync(server, "run", "docs")).ExitCode);
    }

    private static Task<CommandResult> RunAsync(RunningServer server, params string[] arguments) =>
        Command.RunAsync(["sources", .. arguments, "--data", server.Data, "--json"]);
}
