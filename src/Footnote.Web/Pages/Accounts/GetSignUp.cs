using Footnote.Client;
using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Accounts;

/// <summary>GET /app/sign-up.</summary>
internal static class GetSignUp
{
    public const string Path = "/app/sign-up";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, HandleAsync);

    public static async Task<IResult> RenderAsync(FootnoteClient client, string? email, ApiProblem? problem, CancellationToken ct)
    {
        var state = await client.Accounts.GetStatusAsync(ct);
        return PageResult.Of<SignUpPage>(
            new PageParameters
            {
                [nameof(SignUpPage.Email)] = email,
                [nameof(SignUpPage.Problem)] = problem,
                [nameof(SignUpPage.IsRegistrationOpen)] = state.IsRegistrationOpen,
            },
            problem?.Status ?? StatusCodes.Status200OK);
    }

    private static Task<IResult> HandleAsync(ServerApi api, HttpContext context, CancellationToken cancellationToken)
        => RenderAsync(api.ConnectAs(context), email: null, problem: null, cancellationToken);
}
