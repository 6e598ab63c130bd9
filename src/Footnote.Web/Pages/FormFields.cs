using Microsoft.AspNetCore.Http;

namespace Footnote.Web.Pages;

internal static class FormFields
{
    public const string CsrfToken = "csrf_token";

    public static async Task<string> ReadCsrfTokenAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        return form[CsrfToken].ToString();
    }
}
