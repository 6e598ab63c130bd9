using System.Text.Json;
using Footnote.Testing;

namespace Footnote.Cli.Tests;

public class ReadTests
{
    private static readonly string[] Members =
        ["file", "status", "format", "pages", "characters", "language", "warnings", "error", "report", "text"];

    [Fact]
    public async Task Files_are_read_by_content_and_described_one_a_line()
    {
        using var folder = new TemporaryFolder();
        var page = folder.Write(
            "page.txt", "<!doctype html><html><body><h1>Fees</h1><p>The basic account costs five euros.</p></body></html>");
        var notes = folder.Write("notes.md", "# Notes\n\nThe heron stands in the water.\n");
        var result = await Command.RunAsync("read", page, notes, "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, result.JsonLines.Count);
        Assert.All(result.JsonLines, line =>
            Assert.Equal(Members, line.EnumerateObject().Select(member => member.Name).Intersect(Members, StringComparer.Ordinal)));
        var first = result.JsonLines[0];
        Assert.Equal(("completed", "html"), (first.GetProperty("status").GetString(), first.GetProperty("format").GetString()));
        Assert.Contains("five euros", first.GetProperty("text").GetString());
        Assert.Equal(first.GetProperty("text").GetString()?.Length, first.GetProperty("characters").GetInt32());
        Assert.Equal("CONTENT_MISMATCH", Assert.Single(first.GetProperty("warnings").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal("markdown", result.JsonLines[1].GetProperty("format").GetString());
    }

    [Fact]
    public async Task File_without_text_is_described_and_ends_with_code_11()
    {
        using var folder = new TemporaryFolder();
        var result = await Command.RunAsync("read", folder.Write("blank.txt", "   "), "--json");
        Assert.Equal(11, result.ExitCode);
        var line = Assert.Single(result.JsonLines);
        Assert.Equal(("failed", "NO_TEXT"),
            (line.GetProperty("status").GetString(), line.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal(JsonValueKind.Null, line.GetProperty("text").ValueKind);
    }

    [Fact]
    public async Task Text_alone_goes_to_standard_output()
    {
        using var folder = new TemporaryFolder();
        var result = await Command.RunAsync("read", folder.Write("a.txt", "The heron stands."));
        Assert.Equal((0, "The heron stands.\n"), (result.ExitCode, result.Output));
        Assert.Contains("completed", result.Errors);
    }

    [Fact]
    public async Task Protected_pdf_opens_with_its_password()
    {
        var path = Path.Combine(SharedFolder.Require(), "data", "documents", "files", "unst_password.pdf");
        var closed = await Command.RunAsync("read", path, "--json");
        Assert.Equal((11, "ENCRYPTED"),
            (closed.ExitCode, Assert.Single(closed.JsonLines).GetProperty("error").GetProperty("code").GetString()));
        var opened = await Command.RunAsync("read", path, "--password", "password", "--json");
        Assert.Equal((0, "completed"),
            (opened.ExitCode, Assert.Single(opened.JsonLines).GetProperty("status").GetString()));
    }
}
