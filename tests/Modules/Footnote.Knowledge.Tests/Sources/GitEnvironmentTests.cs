using Footnote.Knowledge.Sources.Git;

namespace Footnote.Knowledge.Tests.Sources;

public sealed class GitEnvironmentTests
{
    [Fact]
    public void Address_over_https_is_pinned_and_its_token_bound_to_the_server()
    {
        var settings = new GitSettings(new Uri("https://git.example.org/wiki.git")) { Token = "s3cret" };

        var told = Read(GitEnvironment.Create(settings, "/home", "192.0.2.7", keyFile: null));

        Assert.Equal("git.example.org:443:192.0.2.7", told["http.curloptResolve"]);
        Assert.Equal("Authorization: Basic Z2l0OnMzY3JldA==", told["http.https://git.example.org/.extraHeader"]);
        Assert.Equal("false", told["http.followRedirects"]);
        Assert.Equal("/dev/null", told["core.hooksPath"]);
    }

    [Fact]
    public void Address_over_ssh_is_pinned_and_asks_nobody()
    {
        var settings = new GitSettings(new Uri("ssh://git@git.example.org/wiki.git")) { Token = "unused" };

        var environment = GitEnvironment.Create(settings, "/home", "192.0.2.7", "/tmp/key");
        var command = Read(environment)["core.sshCommand"];

        Assert.Equal("ssh", environment["GIT_ALLOW_PROTOCOL"]);
        Assert.Equal("0", environment["GIT_TERMINAL_PROMPT"]);
        Assert.StartsWith("ssh -F /dev/null ", command, StringComparison.Ordinal);
        foreach (var option in new[]
        {
            "BatchMode=yes", "ProxyCommand=none", "ForwardAgent=no", "HostName=192.0.2.7", "HostKeyAlias=git.example.org",
            "IdentityFile=/tmp/key",
        })
        {
            Assert.Contains($"-o '{option}'", command, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Read(environment).Keys, key => key.EndsWith("extraHeader", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Read(IReadOnlyDictionary<string, string> environment) =>
        Enumerable.Range(0, int.Parse(environment["GIT_CONFIG_COUNT"]))
            .ToDictionary(index => environment[$"GIT_CONFIG_KEY_{index}"], index => environment[$"GIT_CONFIG_VALUE_{index}"]);
}
