namespace Footnote.Knowledge.Sources;

/// <summary>What a source needs and nobody is shown: stored sealed, never sent, never logged.</summary>
internal sealed class SourceSecrets
{
    /// <summary>The secret of a bucket's access key.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The token or password of a repository.</summary>
    public string? Token { get; init; }

    /// <summary>The private key of a repository reached by ssh.</summary>
    public string? SshKey { get; init; }

    public bool Any => SecretKey is not null || Token is not null || SshKey is not null;
}
