using Footnote.Testing;

namespace Footnote.Cli.Tests;

public class DocumentsTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Document_is_replaced_listed_and_explained()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("fares.txt", "The ferry fare is nine crowns.");
        var ingested = await RunAsync("ingest", file, "--category", "fares");
        var id = Assert.Single(ingested.JsonLines).GetProperty("id").GetString()!;
        folder.Write("fares.txt", "The ferry fare is twelve crowns.");
        var replaced = Assert.Single((await RunAsync("documents", "replace", id, file)).JsonLines);
        Assert.Equal((2, false, "completed"),
            (replaced.GetProperty("version").GetInt32(), replaced.GetProperty("unchanged").GetBoolean(),
                replaced.GetProperty("status").GetString()));
        var again = Assert.Single((await RunAsync("documents", "replace", id, file)).JsonLines);
        Assert.True(again.GetProperty("unchanged").GetBoolean());
        var versions = await RunAsync("documents", "versions", id);
        Assert.Equal([2, 1], versions.JsonLines.Select(line => line.GetProperty("number").GetInt32()));
        var old = Path.Combine(folder.Root, "old.txt");
        await RunAsync("documents", "versions", id, "--number", "1", "--save", old);
        Assert.Equal("The ferry fare is nine crowns.", await File.ReadAllTextAsync(old, TestContext.Current.CancellationToken));
        var access = Assert.Single((await RunAsync("documents", "access", id)).JsonLines);
        Assert.True(access.GetProperty("allowed").GetBoolean());
        var listed = await RunAsync("documents", "list", "--category", "FARES");
        Assert.Equal(id, Assert.Single(listed.JsonLines).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Document_that_was_not_deleted_cannot_be_restored()
    {
        var result = await Command.RunAsync(
            "documents", "restore", "00000000-0000-0000-0000-000000000001", "--data", server.Data, "--json");
        Assert.Equal(9, result.ExitCode);
        Assert.Contains("NOT_FOUND", result.Errors);
        var deleted = await RunAsync("documents", "list", "--deleted");
        Assert.Empty(deleted.JsonLines);
    }

    private async Task<CommandResult> RunAsync(params string[] line)
    {
        var result = await Command.RunAsync([.. line, "--data", server.Data, "--json"]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result;
    }
}
