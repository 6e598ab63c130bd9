using Footnote.Client;
using Footnote.Client.Accounts;
using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Accounts;

/// <summary>POST /app/sign-in: signs in by cookie and goes to the page that was wanted.</summary>
internal static class PostSignIn
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(SignInAddress.Path, HandleAsync);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "return")] string? returnTo,
        ServerApi api,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var email = form["email"].ToString();
        var client = api.ConnectAs(context);
        try
        {
            var credentials = new CredentialsRequest(email, form["password"].ToString());
            var login = await client.Accounts.LoginWithCookieAsync(credentials, cancellationToken);
            context.AddCookies(login.SetCookies);
            return SeeOther.To(LocalAddress.Of(returnTo));
        }
        catch (FootnoteApiException exception) when (exception.Problem.Status is >= 400 and < 500)
        {
            var parameters = new PageParameters
            {
                [nameof(SignInPage.ReturnTo)] = returnTo is null ? null : LocalAddress.Of(returnTo),
                [nameof(SignInPage.Email)] = email,
                [nameof(SignInPage.Problem)] = exception.Problem,
            };
            return await GetSignIn.RenderAsync(client, parameters, exception.Problem.Status, cancellationToken);
        }
    }
}
