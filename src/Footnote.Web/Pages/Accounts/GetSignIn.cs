using Footnote.Client;
using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Accounts;

/// <summary>GET /app/sign-in.</summary>
internal static class GetSignIn
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(SignInAddress.Path, HandleAsync);

    public static async Task<IResult> RenderAsync(FootnoteClient client, PageParameters parameters, int status, CancellationToken ct)
    {
        var state = await client.Accounts.GetStatusAsync(ct);
        parameters[nameof(SignInPage.IsRegistrationOpen)] = state.IsRegistrationOpen;
        return PageResult.Of<SignInPage>(parameters, status);
    }

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "return")] string? returnTo,
        [FromQuery] string? notice,
        ServerApi api,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var client = api.ConnectAs(context);
        var state = await client.Accounts.GetStatusAsync(cancellationToken);
        if (state.SignedIn)
        {
            return SeeOther.To(LocalAddress.Of(returnTo));
        }

        return PageResult.Of<SignInPage>(new PageParameters
        {
            [nameof(SignInPage.ReturnTo)] = returnTo is null ? null : LocalAddress.Of(returnTo),
            [nameof(SignInPage.JustRegistered)] = notice == "registered",
            [nameof(SignInPage.IsRegistrationOpen)] = state.IsRegistrationOpen,
        });
    }
}
