using Footnote.Identity.Tokens;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Http;

namespace Footnote.Identity.Authentication;

/// <summary>
/// Keeps other websites from acting with a browser's session: unsafe methods need the anti-forgery value, and a cross-site origin is
/// refused.
/// </summary>
internal sealed class CrossSiteMiddleware(RequestDelegate next, IdentityKeys keys)
{
    private const string Header = "X-CSRF-Token";
    private const string FormField = "csrf_token";
    private const string FormType = "application/x-www-form-urlencoded";

    public async Task InvokeAsync(HttpContext context)
    {
        var error = IsUnsafe(context.Request.Method) && context.Request.Headers.Authorization.Count == 0 ? await CheckAsync(context) : null;
        if (error is null)
        {
            await next(context);
        }
        else
        {
            await error.Problem().ExecuteAsync(context);
        }
    }

    private async Task<Error?> CheckAsync(HttpContext context)
    {
        var request = context.Request;
        if (IsCrossSite(request))
        {
            return IdentityErrors.CrossSite();
        }

        if (context.Features.Get<SessionFeature>() is not { IsCookie: true } session)
        {
            return null;
        }

        var given = request.Headers[Header].ToString();
        if (given.Length == 0 && request.ContentType?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) is true)
        {
            given = (await request.ReadFormAsync(context.RequestAborted))[FormField].ToString();
        }

        return OpaqueToken.AreEqual(given, keys.CsrfToken(session.SessionId)) ? null : IdentityErrors.CsrfTokenInvalid();
    }

    private static bool IsCrossSite(HttpRequest request)
    {
        if (string.Equals(request.Headers["Sec-Fetch-Site"], "cross-site", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        // Browsers that do not send Sec-Fetch-Site send Origin with every unsafe request.
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && request.Headers["Sec-Fetch-Site"].Count == 0
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsUnsafe(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);
}
