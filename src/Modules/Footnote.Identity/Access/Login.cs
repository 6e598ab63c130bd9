using Footnote.Identity.Authentication;
using Footnote.Identity.Sessions;
using Footnote.Identity.Users;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Footnote.Identity.Access;

/// <summary>POST /auth/login: tokens for API clients, or with use_cookies=true a session cookie for browsers.</summary>
internal static class Login
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/auth/login", HandleAsync)
        .AllowAnonymous()
        .WithName("Login")
        .WithSummary("Signs in with e-mail address and password.")
        .Produces<TokenPair>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> HandleAsync(
        Request request,
        [FromQuery(Name = "use_cookies")] bool? useCookies,
        HttpContext http,
        AccountDirectory accounts,
        SessionStore sessions,
        AttemptLimiter limiter,
        IOptions<IdentityOptions> options,
        CancellationToken ct)
    {
        var faults = new FieldErrors()
            .AddIf(string.IsNullOrWhiteSpace(request.Email), "email", "is required")
            .AddIf(string.IsNullOrEmpty(request.Password), "password", "is required")
            .AddIf(request.Email?.Length > EmailAddress.MaxLength, "email", "must have at most 254 characters")
            .AddIf(request.Password?.Length > PasswordRules.MaxLength, "password", "must have at most 128 characters");
        if (faults.Any)
        {
            return faults.ToError().Problem();
        }

        var subject = EmailAddress.Normalize(request.Email!);
        var byAccount = AttemptLimit.LoginByAccount(options.Value);
        var refusal = await limiter.TakeAsync(
            AttemptLimit.LoginByAddress(options.Value), AttemptLimiter.SubjectOf(http.Connection.RemoteIpAddress), ct)
            ?? await limiter.TakeAsync(byAccount, subject, ct);
        if (refusal is not null)
        {
            return refusal.Problem();
        }

        var account = await accounts.VerifyAsync(request.Email!, request.Password!, ct);
        Telemetry.SignedIn(account.IsSuccess);
        if (!account.IsSuccess)
        {
            return account.Error.Problem();
        }

        await limiter.ForgetAsync(byAccount, subject, ct);
        return useCookies is true
            ? await SetCookieAsync(http, sessions, account.Value, ct)
            : TypedResults.Ok(await sessions.BeginTokenSessionAsync(account.Value, ct));
    }

    private static async Task<IResult> SetCookieAsync(HttpContext http, SessionStore sessions, Account account, CancellationToken ct)
    {
        var session = await sessions.BeginCookieSessionAsync(account, ct);
        SessionCookie.Write(http, session.Token, TimeSpan.FromSeconds(session.ExpiresIn));
        return TypedResults.Ok(new CookieResponse(account.Email, session.CsrfToken, session.ExpiresIn));
    }

    internal sealed record Request(string? Email = null, string? Password = null);

    internal sealed record CookieResponse(string Email, string CsrfToken, int ExpiresIn);
}
