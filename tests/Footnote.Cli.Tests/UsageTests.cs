using Footnote.Testing;

namespace Footnote.Cli.Tests;

public class UsageTests
{
    [Theory]
    [InlineData("serve")]
    [InlineData("ingest")]
    [InlineData("ask")]
    [InlineData("search")]
    [InlineData("documents list")]
    [InlineData("documents versions")]
    [InlineData("documents replace")]
    [InlineData("documents restore")]
    [InlineData("documents access")]
    [InlineData("samples load")]
    [InlineData("samples remove")]
    [InlineData("user create")]
    [InlineData("user reset-password")]
    [InlineData("user make-admin")]
    [InlineData("read")]
    [InlineData("embed")]
    [InlineData("models list")]
    [InlineData("models add")]
    [InlineData("models pull")]
    [InlineData("models verify")]
    [InlineData("eval retrieval")]
    [InlineData("eval answers")]
    [InlineData("bench encode")]
    [InlineData("bench vectors")]
    [InlineData("bench lexical")]
    [InlineData("reindex")]
    [InlineData("doctor")]
    [InlineData("version")]
    public async Task Verb_with_help_explains_itself_and_succeeds(string verb)
    {
        var result = await Command.RunAsync([.. verb.Split(' '), "--help"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Usage:", result.Output);
        Assert.Contains(verb, result.Output);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("ask")]
    [InlineData("embed --texts")]
    [InlineData("eval retrieval --data . --mode psychic")]
    public async Task Wrong_usage_says_so_and_ends_with_code_2(string line)
    {
        var result = await Command.RunAsync(line.Split(' '));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--help", result.Errors);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Version_as_json_is_one_line_with_the_version()
    {
        var result = await Command.RunAsync("version", "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", Assert.Single(result.JsonLines).GetProperty("version").GetString());
    }

    [Fact]
    public async Task Command_without_a_server_ends_with_code_7_and_says_how_to_start_one()
    {
        using var folder = new TemporaryFolder();
        var result = await Command.RunAsync("ask", "Anything?", "--data", folder.Root);
        Assert.Equal(7, result.ExitCode);
        Assert.Contains("footnote serve", result.Errors);
    }

    [Fact]
    public async Task Address_without_a_token_ends_with_code_8()
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["FOOTNOTE_URL"] = "http://127.0.0.1:9" };
        var result = await Command.RunAsync(environment, "ask", "Anything?");
        Assert.Equal(8, result.ExitCode);
        Assert.Contains("FOOTNOTE_TOKEN", result.Errors);
    }

    [Fact]
    public async Task Server_that_does_not_listen_ends_with_code_7()
    {
        var environment =
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["FOOTNOTE_URL"] = "http://127.0.0.1:9", ["FOOTNOTE_TOKEN"] = "x" };
        var result = await Command.RunAsync(environment, "search", "anything");
        Assert.Equal(7, result.ExitCode);
        Assert.DoesNotContain("   at ", result.Errors);
    }
}
