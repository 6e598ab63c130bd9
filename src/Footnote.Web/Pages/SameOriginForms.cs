using Footnote.Client;
using Microsoft.AspNetCore.Http;

namespace Footnote.Web.Pages;

/// <summary>
/// Refuses forms sent from another site. It protects sign-in and sign-up, which have no session and so no anti-forgery token yet; forms of
/// a session carry the token besides, and the API checks it.
/// </summary>
internal sealed class SameOriginForms : IEndpointFilter
{
    private static readonly ApiProblem Refused = new(
        "CROSS_SITE_FORM", StatusCodes.Status403Forbidden,
        Message: "The form was sent from another site. Open the page again and repeat it there.");

    private static readonly ApiProblem NotAForm = new(
        "FORM_EXPECTED", StatusCodes.Status415UnsupportedMediaType, Message: "This address accepts forms only.");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (!IsSameOrigin(request))
        {
            throw new FootnoteApiException(Refused with { RequestId = context.HttpContext.TraceIdentifier });
        }

        if (!request.HasFormContentType)
        {
            throw new FootnoteApiException(NotAForm with { RequestId = context.HttpContext.TraceIdentifier });
        }

        return await next(context);
    }

    private static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
