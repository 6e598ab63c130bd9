namespace Footnote.Client.Sources;

/// <summary>A folder of a Git repository.</summary>
/// <param name="Url">Address of the repository.</param>
public sealed record SourceRepository(string Url)
{
    /// <summary>The branch; null means the repository's own.</summary>
    public string? Branch { get; init; }

    /// <summary>A folder inside the repository.</summary>
    public string? Path { get; init; }

    /// <summary>Sent with the token.</summary>
    public string? UserName { get; init; }

    /// <summary>Token or password; never in a response.</summary>
    public string? Token { get; init; }

    /// <summary>Private key for ssh; never in a response.</summary>
    public string? SshKey { get; init; }
}
