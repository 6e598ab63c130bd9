namespace Footnote.Knowledge.Sources.Managing;

/// <summary>A repository with its secrets, which no response shows.</summary>
internal sealed record RepositoryBody
{
    public string? Url { get; init; }

    public string? Branch { get; init; }

    public string? Path { get; init; }

    public string? UserName { get; init; }

    /// <summary>Token or password, for https.</summary>
    public string? Token { get; init; }

    /// <summary>Private key, for ssh.</summary>
    public string? SshKey { get; init; }

    public RepositorySettings ToSettings() => new()
    {
        Url = Url?.Trim() ?? string.Empty,
        Branch = string.IsNullOrWhiteSpace(Branch) ? null : Branch.Trim(),
        Path = Path?.Trim().Trim('/') ?? string.Empty,
        UserName = string.IsNullOrWhiteSpace(UserName) ? null : UserName.Trim(),
    };
}
