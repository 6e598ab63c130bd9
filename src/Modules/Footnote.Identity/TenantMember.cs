namespace Footnote.Identity;

/// <summary>A person in a tenant, with the roles held there.</summary>
public sealed record TenantMember(Guid UserId, IReadOnlyList<string> Roles);
