using System.Diagnostics;
using System.Globalization;
using Footnote.Knowledge.Sources;
using Footnote.Knowledge.Sources.Folders;
using Footnote.Knowledge.Sources.Git;
using Footnote.Knowledge.Sources.Web;
using Footnote.Simulators.Git;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Sources;

public sealed class GitConnectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _work;

    public GitConnectorTests()
    {
        _work = Directory.CreateDirectory(_folder.Path("work")).FullName;
        Git("init", "--quiet", "--initial-branch=main");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Address => new("file://" + _work);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_of_the_newest_commit_are_named_with_the_hash_of_their_content()
    {
        Commit(("readme.md", "start"), ("docs/a.md", "alpha"), ("docs/sub/b.txt", "beta"));

        var run = await ListAsync();

        Assert.Equal(["docs/a.md", "docs/sub/b.txt", "readme.md"], run.References.Order(StringComparer.Ordinal));
        Assert.Equal("beta", run.Texts["docs/sub/b.txt"]);
        Assert.All(run.Items, item => Assert.Matches("^[0-9a-f]{40}$", item.Version));
    }

    [Fact]
    public async Task Only_changed_files_are_opened_after_the_next_commit_and_removed_ones_not_named()
    {
        Commit(("a.md", "alpha"), ("b.md", "beta"), ("c.md", "gamma"));
        var first = await ListAsync();
        File.Delete(Path.Combine(_work, "c.md"));
        Commit(("b.md", "beta 2"), ("copy-of-a.md", "alpha"));

        var second = await ListAsync(earlier: first);

        Assert.Equal(["a.md", "b.md", "copy-of-a.md"], second.References.Order(StringComparer.Ordinal));
        Assert.Equal(["b.md", "copy-of-a.md"], second.Opened);
        Assert.Equal("beta 2", second.Texts["b.md"]);
    }

    [Fact]
    public async Task Folder_and_branch_of_the_repository_can_be_chosen()
    {
        Commit(("a.md", "alpha"), ("docs/b.md", "beta"));
        Git("checkout", "--quiet", "-b", "other");
        Commit(("docs/c.md", "gamma"));
        Git("checkout", "--quiet", "main");

        var main = await ListAsync(settings => settings with { Path = "docs" });
        var other = await ListAsync(settings => settings with { Path = "/docs/", Branch = "other" });

        Assert.Equal(["docs/b.md"], main.References);
        Assert.Equal(["docs/b.md", "docs/c.md"], other.References.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Links_and_submodules_are_left_out_and_strange_names_survive()
    {
        Commit(("a b.md", "space"), ("-rf.md", "dash"), ("ünï\tcode.md", "tab"));
        File.CreateSymbolicLink(Path.Combine(_work, "link.md"), "/etc/passwd");
        Git("add", "-A");
        Git("-c", "protocol.file.allow=always", "update-index", "--add", "--cacheinfo", $"160000,{new string('1', 40)},module");
        Git("commit", "--quiet", "-m", "more");

        var run = await ListAsync();

        Assert.Equal(["-rf.md", "a b.md", "ünï\tcode.md"], run.References.Order(StringComparer.Ordinal));
        Assert.Equal("dash", run.Texts["-rf.md"]);
    }

    [Fact]
    public async Task Rewritten_history_is_followed()
    {
        Commit(("a.md", "first"));
        var first = await ListAsync();
        Git("checkout", "--quiet", "--orphan", "fresh");
        Commit(("a.md", "rewritten"));
        Git("branch", "-M", "fresh", "main");

        var second = await ListAsync(earlier: first);

        Assert.Equal("rewritten", second.Texts["a.md"]);
    }

    [Fact]
    public async Task Hooks_and_configuration_of_the_machine_are_not_run()
    {
        Commit(("a.md", "alpha"));
        var trace = _folder.Path("ran");
        foreach (var hook in new[] { "post-checkout", "pre-auto-gc", "reference-transaction", "fsmonitor-watchman" })
        {
            var path = Path.Combine(_work, ".git", "hooks", hook);
            await File.WriteAllTextAsync(path, $"#!/bin/sh\necho {hook} >> '{trace}'\n", Token);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        await ListAsync();

        Assert.False(File.Exists(trace));
        Assert.False(Directory.Exists(Path.Combine(Repository, "hooks")));
    }

    [Fact]
    public async Task Folder_that_the_operator_does_not_allow_is_refused()
    {
        Commit(("a.md", "alpha"));

        var fault = await Assert.ThrowsAsync<SourceException>(() => ListAsync(allowed: _folder.Path("elsewhere")));

        Assert.Equal("FOLDER_NOT_ALLOWED", fault.Failure.Code);
    }

    [Theory]
    [InlineData("ssh://git@example.org/x.git")]
    [InlineData("http://example.org/x.git")]
    [InlineData("ext::sh")]
    [InlineData("git://example.org/x.git")]
    public async Task Protocol_that_the_operator_does_not_allow_is_refused(string address)
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => ListAsync(settings => settings with { Address = new Uri(address) }));

        Assert.Equal("GIT_FAILED", fault.Failure.Code);
    }

    [Theory]
    [InlineData("https://127.0.0.1/x.git")]
    [InlineData("https://localhost:8443/x.git")]
    [InlineData("https://169.254.169.254/x.git")]
    public async Task Repository_in_a_private_network_needs_the_operators_word(string address)
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => ListAsync(settings => settings with { Address = new Uri(address) }));

        Assert.Equal("ADDRESS_REFUSED", fault.Failure.Code);
    }

    [Fact]
    public async Task Missing_branch_fails_the_listing_and_says_so()
    {
        Commit(("a.md", "alpha"));

        var fault = await Assert.ThrowsAsync<SourceException>(() => ListAsync(settings => settings with { Branch = "nowhere" }));

        Assert.Contains("nowhere", fault.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_copy_on_this_machine_is_made_again()
    {
        Commit(("a.md", "alpha"));
        await ListAsync();
        await File.WriteAllTextAsync(Path.Combine(Repository, "HEAD"), "garbage", Token);
        Directory.Delete(Path.Combine(Repository, "objects"), recursive: true);

        Assert.Equal(["a.md"], (await ListAsync()).References);
    }

    [Fact]
    public async Task Token_is_sent_to_the_server_alone_and_a_wrong_one_is_told()
    {
        Commit(("a.md", "alpha"));
        await using var server = await GitSimulator.StartAsync(Path.Combine(_work, ".git"), "robot", "s3cret");
        await using var stranger = await GitSimulator.StartAsync(Path.Combine(_work, ".git"), "robot", "s3cret");

        var run = await ListAsync(
            settings => settings with { Address = server.Address, UserName = "robot", Token = "s3cret" }, server: server);
        var denied = await Assert.ThrowsAsync<SourceException>(() => ListAsync(
            settings => settings with { Address = server.Address, UserName = "robot", Token = "wrong" }, server: server));
        server.RedirectTo = stranger.Address;
        var redirected = await Assert.ThrowsAsync<SourceException>(() => ListAsync(
            settings => settings with { Address = server.Address, UserName = "robot", Token = "s3cret" }, server: server));

        Assert.Equal("alpha", run.Texts["a.md"]);
        Assert.Equal("GIT_FAILED", denied.Failure.Code);
        Assert.DoesNotContain("wrong", denied.ToString(), StringComparison.Ordinal);
        Assert.Equal("GIT_FAILED", redirected.Failure.Code);
        Assert.Equal(0, stranger.RequestCount);
    }

    private string Repository => _folder.Path("copy.git");

    private Task<ConnectorRun> ListAsync(
        Func<GitSettings, GitSettings>? change = null, string? allowed = null, ConnectorRun? earlier = null, GitSimulator? server = null)
    {
        var settings = new GitSettings(Address);
        string[] hosts = server is null ? [] : [string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.Address.Port}")];
        var privateHosts = new PrivateHosts(hosts);
        var place = new GitPlace(
            Repository, _folder.Path("tmp"), new AllowedFolders([allowed ?? _work]), privateHosts, new GuardedNetwork(privateHosts));
        var limits = new GitLimits(["https", "file"], TimeSpan.FromSeconds(60), 100_000_000);
        return ConnectorRun.OfAsync(
            new GitConnector(change?.Invoke(settings) ?? settings, SourceScope.Everything, limits, place), Token, earlier);
    }

    private void Commit(params (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            var full = Path.Combine(_work, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }

        Git("add", "-A");
        Git("commit", "--quiet", "-m", "change");
    }

    private void Git(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "git", ["-C", _work, "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false", .. arguments])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("git does not start.");
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }
}
