namespace Footnote.Identity.Sessions;

/// <summary>A new browser session: the cookie's value, the anti-forgery value and the remaining seconds.</summary>
internal sealed record CookieSession(string Token, string CsrfToken, int ExpiresIn);
