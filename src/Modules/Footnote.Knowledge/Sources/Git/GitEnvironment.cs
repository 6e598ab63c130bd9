using System.Text;

namespace Footnote.Knowledge.Sources.Git;

/// <summary>What git is told beside its arguments: no configuration of the machine, no hooks, no prompts, no redirects, no proxies and
/// the allowed protocols only. Secrets travel here, never in arguments, which other processes can see.</summary>
internal static class GitEnvironment
{
    private const string GlobalFile = "footnote.gitconfig";

    public static IReadOnlyDictionary<string, string> Create(
        GitSettings settings, string home, string? pinned, string? keyFile)
    {
        var configuration = new List<(string Key, string Value)>
        {
            ("core.hooksPath", "/dev/null"),
            ("core.fsmonitor", "false"),
            ("core.sshCommand", SshCommand(settings, home, pinned, keyFile)),
            ("credential.helper", string.Empty),
            ("http.followRedirects", "false"),
            ("http.lowSpeedLimit", "100"),
            ("http.lowSpeedTime", "30"),
            ("protocol.ext.allow", "never"),
            ("gc.auto", "0"),
            ("maintenance.auto", "false"),
        };
        if (pinned is not null && settings.Address.Scheme is "https" or "http")
        {
            configuration.Add(("http.curloptResolve", $"{settings.Address.Host}:{settings.Address.Port}:{pinned}"));
        }

        if (settings.Token is { } token && settings.Address.Scheme is "https" or "http")
        {
            var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.UserName}:{token}"));
            configuration.Add(($"http.{settings.Address.GetLeftPart(UriPartial.Authority)}/.extraHeader", $"Authorization: Basic {basic}"));
        }

        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = home,
            ["LC_ALL"] = "C.UTF-8",
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = Path.Combine(home, GlobalFile),
            ["GIT_DIR"] = home,
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_ASKPASS"] = "/bin/false",
            ["SSH_ASKPASS"] = "/bin/false",
            ["GIT_ALLOW_PROTOCOL"] = settings.Address.Scheme,
            ["GIT_LITERAL_PATHSPECS"] = "1",
            ["GIT_CONFIG_COUNT"] = configuration.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        for (var index = 0; index < configuration.Count; index++)
        {
            variables[$"GIT_CONFIG_KEY_{index}"] = configuration[index].Key;
            variables[$"GIT_CONFIG_VALUE_{index}"] = configuration[index].Value;
        }

        return variables;
    }

    /// <summary>The one setting that reaches the other end of a file address too: the operator's list of folders has the say over whose
    /// repositories are read.</summary>
    public static void WriteGlobal(string home) => File.WriteAllText(Path.Combine(home, GlobalFile), "[safe]\n\tdirectory = *\n");

    private static string SshCommand(GitSettings settings, string home, string? pinned, string? keyFile)
    {
        var options = new List<string>
        {
            "BatchMode=yes", "IdentitiesOnly=yes", "StrictHostKeyChecking=accept-new", "ConnectTimeout=15", "ProxyCommand=none",
            "ForwardAgent=no", $"UserKnownHostsFile={Path.Combine(home, "known_hosts")}", $"HostKeyAlias={settings.Address.Host}",
        };
        if (pinned is not null)
        {
            options.Add($"HostName={pinned}");
        }

        if (keyFile is not null)
        {
            options.Add($"IdentityFile={keyFile}");
        }

        return "ssh -F /dev/null " + string.Join(' ', options.Select(option => $"-o '{option}'"));
    }
}
