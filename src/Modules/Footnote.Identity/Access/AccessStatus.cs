using Footnote.Identity.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Identity.Access;

/// <summary>GET /auth/status: what the sign-in and sign-up pages need to know before anybody is known.</summary>
internal static class AccessStatus
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/auth/status", HandleAsync)
        .AllowAnonymous()
        .WithName("AccessStatus")
        .WithSummary("Tells whether registration is open and whether the caller is signed in.")
        .Produces<Response>();

    private static async Task<IResult> HandleAsync(HttpContext http, RegistrationPolicy policy, CancellationToken ct)
    {
        var isSignedIn = http.Features.Get<SessionFeature>() is { Fault: null };
        return TypedResults.Ok(new Response(await policy.IsOpenAsync(ct) ? "open" : "closed", isSignedIn));
    }

    internal sealed record Response(string Registration, bool SignedIn);
}
