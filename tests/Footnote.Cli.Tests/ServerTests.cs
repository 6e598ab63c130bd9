using System.Globalization;
using Footnote.Testing;

namespace Footnote.Cli.Tests;

public class ServerTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Ingested_file_is_found_and_answered_from()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(
            "lighthouse.md", "# Lighthouse\n\nThe lighthouse of Ostrava Bay is 47 metres high and was built in 1884.\n");
        var ingested = await Command.RunAsync("ingest", file, "--collection", "Coast", "--tag", "sea", "--data", server.Data, "--json");
        Assert.True(ingested.ExitCode == 0, ingested.Errors);
        Assert.Equal("completed", Assert.Single(ingested.JsonLines).GetProperty("status").GetString());

        var found = await Command.RunAsync("search", "lighthouse height", "--tag", "sea", "--data", server.Data, "--json");
        Assert.Equal(0, found.ExitCode);
        Assert.Contains("47 metres", found.JsonLines[0].GetProperty("results")[0].GetProperty("excerpt").GetString());

        var answered = await Command.RunAsync("ask", "How high is the lighthouse of Ostrava Bay?", "--data", server.Data);
        Assert.Equal(0, answered.ExitCode);
        Assert.Contains("47 metres", answered.Output);
        Assert.Contains("[1]", answered.Output);
    }

    [Fact]
    public async Task Question_that_nothing_answers_ends_with_code_10()
    {
        var result = await Command.RunAsync("ask", "Who composed the opera about the glass mountain?", "--data", server.Data, "--json");
        Assert.Equal(10, result.ExitCode);
        Assert.Equal("not_found", Assert.Single(result.JsonLines).GetProperty("metadata").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task File_that_cannot_be_read_ends_with_code_11_and_the_reason()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("broken.pdf", "%PDF-1.7\nthis is not a document\n");
        var result = await Command.RunAsync("ingest", file, "--data", server.Data, "--json");
        Assert.Equal(11, result.ExitCode);
        var outcome = Assert.Single(result.JsonLines);
        Assert.Equal("failed", outcome.GetProperty("status").GetString());
        Assert.Matches("^[A-Z_]+$", outcome.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task User_made_by_the_operator_can_sign_in()
    {
        var created = await Command.RunAsync("user", "create", "made@example.com", "--admin", "--data", server.Data, "--json");
        Assert.True(created.ExitCode == 0, created.Errors);
        var password = Assert.Single(created.JsonLines).GetProperty("password").GetString();
        var again = await Command.RunAsync("user", "create", "made@example.com", "--data", server.Data);
        Assert.Equal(9, again.ExitCode);

        using var http = new HttpClient { BaseAddress = new Uri(server.Url()) };
        using var body = new StringContent(
            $"{{\"email\":\"made@example.com\",\"password\":\"{password}\"}}", System.Text.Encoding.UTF8, "application/json");
        using var login = await http.PostAsync(new Uri("/auth/login", UriKind.Relative), body);
        Assert.Equal(System.Net.HttpStatusCode.OK, login.StatusCode);
    }

    [Fact]
    public async Task Second_server_on_the_folder_ends_with_code_4()
    {
        var result = await Command.RunAsync("serve", "--data", server.Data, "--port", "0");
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("in use", result.Errors);
    }

    [Fact]
    public async Task Server_on_a_taken_port_ends_with_code_6()
    {
        using var folder = new TemporaryFolder();
        var result = await Command.RunAsync(
            "serve", "--data", Path.Combine(folder.Root, "d"), "--port", server.Port.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(6, result.ExitCode);
        Assert.DoesNotContain("   at ", result.Errors);
    }

    [Fact]
    public async Task Doctor_reports_a_running_server_and_no_failure()
    {
        var result = await Command.RunAsync("doctor", "--data", server.Data, "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(result.JsonLines, finding => finding.GetProperty("name").GetString() == "server"
            && finding.GetProperty("status").GetString() == "ok");
        Assert.DoesNotContain(result.JsonLines, finding => finding.GetProperty("status").GetString() == "failed");
    }
}
