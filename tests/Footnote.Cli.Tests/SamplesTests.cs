using Footnote.Testing;

namespace Footnote.Cli.Tests;

public class SamplesTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Samples_are_loaded_once_answer_and_are_removed_whole()
    {
        var loaded = await Command.RunAsync("samples", "load", "--data", server.Data, "--json");
        Assert.True(loaded.ExitCode == 0, loaded.Errors);
        Assert.InRange(Assert.Single(loaded.JsonLines).GetProperty("loaded").GetInt32(), 30, 50);

        var again = await Command.RunAsync("samples", "load", "--data", server.Data, "--json");
        Assert.Equal(0, Assert.Single(again.JsonLines).GetProperty("loaded").GetInt32());

        var answered = await Command.RunAsync("ask", "What is RAG and how does it work?", "--data", server.Data, "--json");
        Assert.Equal(0, answered.ExitCode);
        Assert.Contains("passages", Assert.Single(answered.JsonLines).GetProperty("answer").GetString());

        var removed = await Command.RunAsync("samples", "remove", "--data", server.Data, "--json");
        Assert.True(Assert.Single(removed.JsonLines).GetProperty("removed").GetBoolean());
        var after = await Command.RunAsync("ask", "What is RAG and how does it work?", "--data", server.Data, "--json");
        Assert.Equal(10, after.ExitCode);
    }

    [Fact]
    public async Task Stopped_server_ends_with_code_0_and_starts_again_with_its_documents()
    {
        using var folder = new TemporaryFolder();
        var ingested = await Command.RunAsync(
            "ingest", folder.Write("note.txt", "The harbour crane lifts 90 tonnes."), "--data", server.Data);
        Assert.Equal(0, ingested.ExitCode);
        Assert.Equal(0, await server.StopAsync());
        await server.InitializeAsync();
        var found = await Command.RunAsync("search", "harbour crane", "--data", server.Data, "--json");
        Assert.Contains("90 tonnes", found.Output);
    }
}
