namespace Footnote.Knowledge.Documents;

/// <summary>Who may read a document beside its owner, who always may.</summary>
internal sealed record DocumentReaders
{
    /// <summary>Every member of the tenant.</summary>
    public static DocumentReaders OfTenant { get; } = new() { Everyone = true };

    /// <summary>The owner alone.</summary>
    public static DocumentReaders OwnerOnly { get; } = new();

    public bool Everyone { get; init; }

    public IReadOnlyList<Guid> Users { get; init; } = [];

    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The access keys as stored, sorted, without repetition.</summary>
    public string[] ToKeys(DocumentOwner owner)
    {
        if (Everyone)
        {
            return [$"tenant:{owner.TenantId:D}"];
        }

        var users = Users.Append(owner.UserId).Select(user => $"user:{user:D}");
        return [.. users.Concat(Roles.Select(role => $"role:{role}")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
