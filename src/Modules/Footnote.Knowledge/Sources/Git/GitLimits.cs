namespace Footnote.Knowledge.Sources.Git;

/// <summary>Bounds and permissions of git, set by the operator.</summary>
internal sealed record GitLimits(IReadOnlyList<string> Protocols, TimeSpan Time, long RepositoryBytes)
{
    public int MaxEntries { get; init; } = 200_000;
}
