using System.Security.Claims;
using System.Text.Encodings.Web;
using Footnote.Identity.Tokens;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Footnote.Identity.Authentication;

/// <summary>
/// Authenticates by access token, operator token or session cookie, in this order; the session is looked up in the database each time.
/// </summary>
internal sealed class SessionAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    SessionResolver resolver)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Footnote";
    private const string BearerPrefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            return header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
                ? await AuthenticateBearerAsync(header[BearerPrefix.Length..].Trim())
                : Fail(IdentityErrors.InvalidToken());
        }

        var cookie = SessionCookie.Read(Request);
        if (!OpaqueToken.LooksLike(OpaqueToken.CookiePrefix, cookie))
        {
            return AuthenticateResult.NoResult();
        }

        var session = await resolver.FindByCookieAsync(cookie!, Context.RequestAborted);
        return session is null
            ? AuthenticateResult.NoResult()
            : Succeed(session.ToPrincipal(), new SessionFeature(IsCookie: true, session.Id, session.ExpiresAt, Fault: null));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var error = Context.Features.Get<SessionFeature>()?.Fault ?? Error.Unauthenticated();
        return error.Problem().ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Error.Forbidden("This needs a role that you do not have.").Problem().ExecuteAsync(Context);

    private async Task<AuthenticateResult> AuthenticateBearerAsync(string token)
    {
        if (OpaqueToken.LooksLike(OpaqueToken.OperatorPrefix, token))
        {
            return resolver.FindOperator(token) is { } operatorPrincipal
                ? Succeed(operatorPrincipal, new SessionFeature(IsCookie: false, operatorPrincipal.SessionId, ExpiresAt: null, Fault: null))
                : Fail(IdentityErrors.InvalidToken());
        }

        var session = await resolver.FindByAccessTokenAsync(token, Context.RequestAborted);
        return session.Match(
            found => Succeed(found.ToPrincipal(), new SessionFeature(IsCookie: false, found.Id, found.ExpiresAt, Fault: null)),
            Fail);
    }

    private AuthenticateResult Succeed(Principal principal, SessionFeature feature)
    {
        Context.Features.Set(principal);
        Context.Features.Set(feature);
        List<Claim> claims = [new("sub", principal.UserId.ToString("D")), .. principal.Roles.Select(role => new Claim("role", role))];
        var identity = new ClaimsIdentity(claims, SchemeName, "sub", "role");
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    private AuthenticateResult Fail(Error error)
    {
        Context.Features.Set(SessionFeature.Failed(error));
        return AuthenticateResult.Fail(error.Code);
    }
}
