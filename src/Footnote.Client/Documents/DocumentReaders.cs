namespace Footnote.Client.Documents;

/// <summary>Who may read a document beside its owner, who always may: everyone in the organisation, or these users and roles.</summary>
public sealed record DocumentReaders
{
    /// <summary>Everyone in the organisation; then users and roles stay empty.</summary>
    public bool Everyone { get; init; }

    /// <summary>Users by id.</summary>
    public IReadOnlyList<Guid> Users { get; init; } = [];

    /// <summary>Roles by name.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
}
