using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Identity.Access;

/// <summary>PUT /auth/registration: an administrator opens or closes registration.</summary>
internal static class SetRegistration
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/auth/registration", HandleAsync)
        .RequireAuthorization(IdentityModule.AdministratorPolicy)
        .WithName("SetRegistration")
        .WithSummary("Opens or closes registration.")
        .Produces<Response>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> HandleAsync(Request request, Principal principal, RegistrationPolicy policy, CancellationToken ct)
    {
        if (request.Registration is not ("open" or "closed"))
        {
            return Error.Validation("registration", "must be 'open' or 'closed'").Problem();
        }

        await policy.SetAsync(principal.TenantId, request.Registration == "open", ct);
        return TypedResults.Ok(new Response(request.Registration));
    }

    internal sealed record Request(string? Registration = null);

    internal sealed record Response(string Registration);
}
