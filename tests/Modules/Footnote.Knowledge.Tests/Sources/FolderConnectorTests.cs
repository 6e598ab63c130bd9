using System.Diagnostics;
using Footnote.Knowledge.Sources;
using Footnote.Knowledge.Sources.Folders;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Sources;

public sealed class FolderConnectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _root;

    public FolderConnectorTests() => _root = Directory.CreateDirectory(_folder.Path("docs")).FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_are_named_by_their_path_and_hidden_ones_left_out()
    {
        Write("a.md", "alpha");
        Write("sub/deep/b.txt", "beta");
        Write(".git/config", "hidden");
        Write("sub/.secret", "hidden");

        var run = await ListAsync();

        Assert.Equal(["a.md", "sub/deep/b.txt"], run.References);
        Assert.Equal(["a.md", "b.txt"], run.Items.Select(item => item.FileName));
        Assert.Equal("beta", run.Texts["sub/deep/b.txt"]);
    }

    [Fact]
    public async Task Only_files_that_changed_are_opened_again()
    {
        Write("a.md", "alpha");
        Write("b.md", "beta");
        var first = await ListAsync();
        Write("b.md", "beta, longer");

        var second = await ListAsync(earlier: first);

        Assert.Equal(["b.md"], second.Opened);
    }

    [Fact]
    public async Task Patterns_choose_the_files()
    {
        Write("a.md", "1");
        Write("a.png", "2");
        Write("drafts/x.md", "3");
        Write("sub/drafts/y.md", "4");
        Write("sub/z.md", "5");

        var run = await ListAsync(new SourceScope(["*.md"], ["**/drafts/**"]));

        Assert.Equal(["a.md", "sub/z.md"], run.References);
    }

    [Fact]
    public async Task Links_are_not_followed()
    {
        var secret = _folder.Write("secret.txt", "outside");
        Directory.CreateDirectory(_folder.Path("elsewhere"));
        File.WriteAllText(_folder.Path("elsewhere", "c.md"), "outside");
        Write("a.md", "alpha");
        File.CreateSymbolicLink(Path.Combine(_root, "link.txt"), secret);
        Directory.CreateSymbolicLink(Path.Combine(_root, "linked"), _folder.Path("elsewhere"));

        Assert.Equal(["a.md"], (await ListAsync()).References);
    }

    [Fact]
    public async Task Part_of_a_path_that_becomes_a_link_after_the_listing_is_not_followed()
    {
        Write("sub/a.md", "inside");
        Directory.CreateDirectory(_folder.Path("elsewhere"));
        File.WriteAllText(_folder.Path("elsewhere", "a.md"), "outside");
        var connector = Connector(_root);
        await foreach (var item in connector.ListAsync(SourceMemory.Empty, Token))
        {
            Directory.Delete(Path.Combine(_root, "sub"), recursive: true);
            Directory.CreateSymbolicLink(Path.Combine(_root, "sub"), _folder.Path("elsewhere"));

            await Assert.ThrowsAsync<SourceException>(() => connector.OpenAsync(item, Token));
        }
    }

    [Fact]
    public async Task Pipe_in_the_folder_does_not_hold_the_run_up()
    {
        Write("a.md", "alpha");
        using var process = Process.Start("mkfifo", [Path.Combine(_root, "pipe")]);
        await process.WaitForExitAsync(Token);

        var run = await ListAsync();

        Assert.Equal("EMPTY_FILE", run.Failures["pipe"]);
        Assert.Equal("alpha", run.Texts["a.md"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/etc")]
    [InlineData("relative")]
    [InlineData("{root}/../elsewhere")]
    [InlineData("{root}-sibling")]
    [InlineData("{root}/way-out")]
    public async Task Folder_outside_of_the_allowed_ones_is_refused(string path)
    {
        Directory.CreateDirectory(_root + "-sibling");
        Directory.CreateDirectory(_folder.Path("elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "way-out"), "/etc");

        var fault = await Assert.ThrowsAsync<SourceException>(
            () => ConnectorRun.OfAsync(Connector(path.Replace("{root}", _root, StringComparison.Ordinal)), Token));

        Assert.Contains(fault.Failure.Code, new[] { "FOLDER_NOT_ALLOWED", "FOLDER_MISSING" });
    }

    [Fact]
    public async Task Missing_folder_stops_the_run_so_that_nothing_counts_as_deleted()
    {
        Write("a.md", "alpha");
        Directory.Delete(_root, recursive: true);

        Assert.Equal("FOLDER_MISSING", (await Assert.ThrowsAsync<SourceException>(() => ListAsync())).Failure.Code);
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private FolderConnector Connector(string path, SourceScope? scope = null) =>
        new(path, new AllowedFolders([_root]), scope ?? SourceScope.Everything);

    private Task<ConnectorRun> ListAsync(SourceScope? scope = null, ConnectorRun? earlier = null) =>
        ConnectorRun.OfAsync(Connector(_root, scope), Token, earlier);
}
