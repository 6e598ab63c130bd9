using Microsoft.AspNetCore.Http;

namespace Footnote.Web.Pages.Accounts;

internal static class SignInAddress
{
    public const string Path = "/app/sign-in";

    /// <summary>Sign-in that returns to the page asked for; forms cannot be repeated, so they return to the start page.</summary>
    public static string For(HttpRequest request)
    {
        var wanted = HttpMethods.IsGet(request.Method) ? $"{request.Path}{request.QueryString}" : "/";
        return wanted == "/" ? Path : $"{Path}?return={Uri.EscapeDataString(wanted)}";
    }
}
