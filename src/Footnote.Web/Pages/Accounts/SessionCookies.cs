using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Footnote.Web.Pages.Accounts;

internal static class SessionCookies
{
    /// <summary>Hands the API's cookies on to the browser as they are.</summary>
    public static void AddCookies(this HttpContext context, IReadOnlyList<string> setCookies)
    {
        foreach (var cookie in setCookies)
        {
            context.Response.Headers.Append(HeaderNames.SetCookie, cookie);
        }
    }
}
