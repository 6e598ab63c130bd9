namespace Footnote.Client.Accounts;

/// <summary>A sign-in by cookie.</summary>
/// <param name="SetCookies">Values of the response's <c>Set-Cookie</c> headers.</param>
public sealed record CookieLogin(IReadOnlyList<string> SetCookies);
