namespace Footnote.Knowledge.Sources;

/// <summary>A folder of a Git repository.</summary>
internal sealed record RepositorySettings
{
    public string Url { get; init; } = string.Empty;

    /// <summary>Null means the branch that the repository calls its own.</summary>
    public string? Branch { get; init; }

    public string Path { get; init; } = string.Empty;

    public string? UserName { get; init; }
}
