using System.Text.Json;
using Footnote.Testing;

namespace Footnote.Cli.Tests;

public class DoctorTests
{
    private static readonly string[] Checks = ["chunks", "embeddings", "originals", "change log", "jobs", "index"];

    [Fact]
    public async Task Left_over_file_is_found_and_removed_and_a_lost_one_is_found_whether_the_server_runs_or_not()
    {
        using var folder = new TemporaryFolder();
        await using var server = new RunningServer();
        await server.InitializeAsync();
        var file = folder.Write("cranes.md", "# Cranes\n\nA mobile crane lifts up to forty tonnes.");
        Assert.Equal(0, (await Command.RunAsync("ingest", file, "--data", server.Data)).ExitCode);
        var sound = await Command.RunAsync("doctor", "--data", server.Data, "--json");
        Assert.Equal(0, sound.ExitCode);
        Assert.All(Checks, name =>
            Assert.Equal("ok", Find(sound, name).GetProperty("status").GetString()));

        // a key begins with the time it was given
        var key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddDays(-3)).ToString("n");
        var left = Path.Combine(server.Data, "objects", key[^2..], key);
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        await File.WriteAllTextAsync(left, "nobody's", TestContext.Current.CancellationToken);
        var found = await Command.RunAsync("doctor", "--data", server.Data, "--json");
        Assert.Equal(12, found.ExitCode);
        Assert.Contains("1 files belong to no document", Find(found, "originals").GetProperty("detail").GetString());
        Assert.True(File.Exists(left));

        Assert.Equal(0, await server.StopAsync());
        var mended = await Command.RunAsync("doctor", "--repair", "--data", server.Data, "--json");
        Assert.Equal((0, "repaired"), (mended.ExitCode, Find(mended, "originals").GetProperty("status").GetString()));
        Assert.False(File.Exists(left));

        File.Delete(Directory.EnumerateFiles(Path.Combine(server.Data, "objects"), "*", SearchOption.AllDirectories).Single());
        var lost = await Command.RunAsync("doctor", "--repair", "--data", server.Data);
        Assert.Equal(12, lost.ExitCode);
        Assert.Contains("restore the lost files from a backup", lost.Output);
    }

    [Fact]
    public async Task Folder_without_data_is_not_made_by_looking_at_it()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Path("none");
        var result = await Command.RunAsync("doctor", "--data", data, "--json");
        Assert.Equal("ok", Find(result, "stored data").GetProperty("status").GetString());
        Assert.False(Directory.Exists(data));
    }

    private static JsonElement Find(CommandResult result, string name) =>
        Assert.Single(result.JsonLines, line => line.GetProperty("name").GetString() == name);
}
