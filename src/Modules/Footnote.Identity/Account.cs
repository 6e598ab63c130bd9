namespace Footnote.Identity;

/// <summary>A user in a tenant.</summary>
public sealed record Account(Guid UserId, Guid TenantId, string Email, IReadOnlyList<string> Roles);
