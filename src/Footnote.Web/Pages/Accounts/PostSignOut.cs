using Footnote.Client;
using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Accounts;

/// <summary>POST /app/sign-out: ends the session and its cookie. A session that has ended already is signed out too.</summary>
internal static class PostSignOut
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/app/sign-out", HandleAsync);

    private static async Task<IResult> HandleAsync(ServerApi api, HttpContext context, CancellationToken cancellationToken)
    {
        var token = await context.Request.ReadCsrfTokenAsync(cancellationToken);
        try
        {
            var cookies = await api.ConnectAs(context, token).Accounts.LogoutAsync(cancellationToken);
            context.AddCookies(cookies);
        }
        catch (FootnoteApiException exception) when (exception.Problem.Status == StatusCodes.Status401Unauthorized)
        {
            return SeeOther.To(SignInAddress.Path);
        }

        return SeeOther.To(SignInAddress.Path);
    }
}
