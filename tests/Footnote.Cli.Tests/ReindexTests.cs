using System.Text.Json.Nodes;
using Footnote.Server.Embedding;
using Footnote.Testing;

namespace Footnote.Cli.Tests;

public class ReindexTests
{
    [Fact]
    public async Task Server_changes_to_an_added_model_and_back_while_both_are_loaded()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["XDG_DATA_HOME"] = folder.Root };
        var added = await Command.RunAsync(environment, "models", "add", Shallow(folder), "--name", "shallow");
        Assert.Equal((0, ""), (added.ExitCode, added.Errors));
        await using var server = new RunningServer();
        server.Environment["XDG_DATA_HOME"] = folder.Root;
        await server.InitializeAsync();
        var file = folder.Write("cranes.md", "# Cranes\n\nA mobile crane lifts up to forty tonnes.\n\n# Diggers\n\nA digger moves earth.");
        Assert.Equal(0, (await Command.RunAsync("ingest", file, "--data", server.Data)).ExitCode);

        var unknown = await Command.RunAsync("reindex", "--model", "no-such-model", "--data", server.Data);
        Assert.Equal(9, unknown.ExitCode);
        Assert.Contains("no-such-model", unknown.Errors);

        await SwitchAsync(server, "shallow", "shallow/int8");
        await SwitchAsync(server, ModelFolders.DefaultEncoder, ModelFolders.DefaultEncoder + "/int8");

        var cancelled = await Command.RunAsync("reindex", "--cancel", "--data", server.Data);
        Assert.Equal(9, cancelled.ExitCode);
        Assert.Contains("REINDEX_NOT_RUNNING", cancelled.Errors);
    }

    private static async Task SwitchAsync(RunningServer server, string model, string id)
    {
        var result = await Command.RunAsync("reindex", "--model", model, "--json", "--data", server.Data);
        Assert.Equal(0, result.ExitCode);
        var end = Assert.Single(result.JsonLines);
        Assert.Equal("switched", end.GetProperty("state").GetString());
        Assert.Equal(model, end.GetProperty("model").GetString());
        Assert.Equal(id, end.GetProperty("indexed_model_id").GetString());
        var found = await Command.RunAsync("search", "how much can a crane lift", "--json", "--data", server.Data);
        Assert.Equal("hybrid", found.JsonLines[0].GetProperty("strategy").GetString());
        Assert.Contains("forty", found.JsonLines[0].GetProperty("results")[0].GetProperty("excerpt").GetString());
    }

    /// <summary>A model of its own: the shipped one without the last layers.</summary>
    private static string Shallow(TemporaryFolder folder)
    {
        var source = ModelFolders.Find();
        var target = folder.Path("source");
        foreach (var path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        var configuration = JsonNode.Parse(File.ReadAllText(Path.Combine(target, "config.json")))!;
        configuration["num_hidden_layers"] = 4;
        File.WriteAllText(Path.Combine(target, "config.json"), configuration.ToJsonString());
        return target;
    }
}
