using Microsoft.AspNetCore.Http;

namespace Footnote.Identity.Authentication;

/// <summary>The cookie of browser sessions. Over https its name has the __Host- prefix, which browsers tie to this very host.</summary>
internal static class SessionCookie
{
    private const string PlainName = "footnote_session";
    private const string SecureName = "__Host-footnote_session";

    public static string? Read(HttpRequest request) => request.Cookies[NameFor(request)];

    public static void Write(HttpContext context, string token, TimeSpan lifetime) =>
        context.Response.Cookies.Append(NameFor(context.Request), token, Options(context, lifetime));

    public static void Remove(HttpContext context) =>
        context.Response.Cookies.Append(NameFor(context.Request), string.Empty, Options(context, TimeSpan.Zero));

    private static string NameFor(HttpRequest request) => request.IsHttps ? SecureName : PlainName;

    private static CookieOptions Options(HttpContext context, TimeSpan lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
