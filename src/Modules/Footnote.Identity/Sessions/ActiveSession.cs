namespace Footnote.Identity.Sessions;

/// <summary>A session that is neither over nor revoked, with its user and the user's present roles.</summary>
internal sealed record ActiveSession(Guid Id, Guid UserId, Guid TenantId, DateTimeOffset ExpiresAt, string Email, string[] Roles)
{
    public Principal ToPrincipal() => new(UserId, TenantId, Id, Email, Roles.ToHashSet(StringComparer.Ordinal));
}
