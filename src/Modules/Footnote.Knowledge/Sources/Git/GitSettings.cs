namespace Footnote.Knowledge.Sources.Git;

/// <summary>Which part of a repository is wanted.</summary>
internal sealed record GitSettings(Uri Address)
{
    /// <summary>Null means the branch that the repository calls its own.</summary>
    public string? Branch { get; init; }

    /// <summary>A folder inside the repository; empty takes all of it.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>Sent with <see cref="Token"/>; most servers take any name.</summary>
    public string UserName { get; init; } = "git";

    public string? Token { get; init; }

    /// <summary>A private key for ssh addresses.</summary>
    public string? Key { get; init; }
}
