using Footnote.Client;
using Footnote.Client.Accounts;
using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Accounts;

/// <summary>
/// POST /app/sign-up: registers and signs in. Registration answers alike for a known address, so when signing in fails the page says
/// only what is true for both: sign in with the password you chose.
/// </summary>
internal static class PostSignUp
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(GetSignUp.Path, HandleAsync);

    private static async Task<IResult> HandleAsync(ServerApi api, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var credentials = new CredentialsRequest(form["email"].ToString(), form["password"].ToString());
        var setupCode = form["setup_code"].ToString().Trim();
        var client = api.ConnectAs(context);
        try
        {
            var request = new RegisterRequest(credentials.Email, credentials.Password, setupCode.Length == 0 ? null : setupCode);
            await client.Accounts.RegisterAsync(request, cancellationToken);
        }
        catch (FootnoteApiException exception) when (exception.Problem.Status is >= 400 and < 500)
        {
            return await GetSignUp.RenderAsync(client, credentials.Email, exception.Problem, cancellationToken);
        }

        return await SignInAsync(client, credentials, context, cancellationToken);
    }

    private static async Task<IResult> SignInAsync(
        FootnoteClient client,
        CredentialsRequest credentials,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        try
        {
            var login = await client.Accounts.LoginWithCookieAsync(credentials, cancellationToken);
            context.AddCookies(login.SetCookies);
            return SeeOther.To("/");
        }
        catch (FootnoteApiException exception) when (exception.Problem.Status is >= 400 and < 500)
        {
            return SeeOther.To($"{SignInAddress.Path}?notice=registered");
        }
    }
}
