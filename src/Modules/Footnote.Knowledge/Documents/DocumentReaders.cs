namespace Footnote.Knowledge.Documents;

/// <summary>Who may read a document beside its owner, who always may.</summary>
internal sealed record DocumentReaders
{
    private const string UserPrefix = "user:";
    private const string RolePrefix = "role:";

    /// <summary>Every member of the tenant.</summary>
    public static DocumentReaders OfTenant { get; } = new() { Everyone = true };

    /// <summary>The owner alone.</summary>
    public static DocumentReaders OwnerOnly { get; } = new();

    public bool Everyone { get; init; }

    public IReadOnlyList<Guid> Users { get; init; } = [];

    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What stored access keys stand for; the owner's own key is left out.</summary>
    public static DocumentReaders FromKeys(IReadOnlyList<string> keys, DocumentOwner owner)
    {
        if (keys.Contains($"tenant:{owner.TenantId:D}", StringComparer.Ordinal))
        {
            return OfTenant;
        }

        var users = keys.Where(key => key.StartsWith(UserPrefix, StringComparison.Ordinal))
            .Select(key => Guid.Parse(key[UserPrefix.Length..]));
        var roles = keys.Where(key => key.StartsWith(RolePrefix, StringComparison.Ordinal)).Select(key => key[RolePrefix.Length..]);
        return new DocumentReaders { Users = [.. users.Where(user => user != owner.UserId)], Roles = [.. roles] };
    }

    /// <summary>The access keys as stored, sorted, without repetition.</summary>
    public string[] ToKeys(DocumentOwner owner)
    {
        if (Everyone)
        {
            return [$"tenant:{owner.TenantId:D}"];
        }

        var users = Users.Append(owner.UserId).Select(user => $"{UserPrefix}{user:D}");
        var roles = Roles.Select(role => $"{RolePrefix}{role}");
        return [.. users.Concat(roles).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
