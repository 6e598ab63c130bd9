namespace Footnote.Identity.Tokens;

/// <summary>What a valid access token says.</summary>
internal sealed record AccessTokenClaims(Guid UserId, Guid SessionId, Guid TenantId);
