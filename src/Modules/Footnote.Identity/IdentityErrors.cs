using Footnote.Platform.Errors;

namespace Footnote.Identity;

/// <summary>The errors of accounts and sessions.</summary>
internal static class IdentityErrors
{
    public static Error InvalidCredentials() => new("INVALID_CREDENTIALS", "The e-mail address or the password is wrong.", 401);

    public static Error InvalidToken() => new("INVALID_TOKEN", "The token is not valid, or its session has ended. Sign in again.", 401);

    public static Error TokenExpired() => new(
        "TOKEN_EXPIRED", "The access token has expired. Exchange the refresh token at /auth/refresh.", 401);

    public static Error RegistrationClosed() =>
        new("REGISTRATION_CLOSED", "Registration is closed on this server. Ask its administrator for an account.", 403);

    public static Error CsrfTokenInvalid() =>
        new("CSRF_TOKEN_INVALID", "A request with the session cookie needs the header X-CSRF-Token with the value from /auth/me.", 403);

    public static Error CrossSite() => new("CROSS_SITE_REQUEST", "Another website sent this request; it was refused.", 403);

    public static Error TooManyAttempts(TimeSpan wait) =>
        new("TOO_MANY_ATTEMPTS", "There were too many attempts. Wait before the next one.", 429) { RetryAfter = wait };

    public static Error Busy() =>
        new("TOO_MANY_ATTEMPTS", "Too many people sign in just now. Try again in a moment.", 429) { RetryAfter = TimeSpan.FromSeconds(2) };
}
