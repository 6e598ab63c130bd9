using Footnote.Identity.Sessions;
using Footnote.Identity.Tokens;
using Footnote.Platform.Errors;

namespace Footnote.Identity.Authentication;

/// <summary>From a credential to the session behind it.</summary>
internal sealed class SessionResolver(SessionStore sessions, AccessTokens accessTokens, OperatorIdentity localOperator)
{
    public Principal? FindOperator(string token) => localOperator.Recognize(token);

    public Task<ActiveSession?> FindByCookieAsync(string token, CancellationToken ct) => sessions.FindByCookieAsync(token, ct);

    public async Task<Result<ActiveSession>> FindByAccessTokenAsync(string token, CancellationToken ct)
    {
        var claims = accessTokens.Validate(token);
        if (!claims.IsSuccess)
        {
            return claims.Error;
        }

        var session = await sessions.FindAsync(claims.Value.SessionId, ct);
        return session is not null && session.UserId == claims.Value.UserId && session.TenantId == claims.Value.TenantId
            ? session
            : IdentityErrors.InvalidToken();
    }
}
