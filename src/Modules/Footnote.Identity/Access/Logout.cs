using Footnote.Identity.Authentication;
using Footnote.Identity.Sessions;
using Footnote.Identity.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Footnote.Identity.Access;

/// <summary>POST /auth/logout: ends the session of the caller, or the one a refresh token in the body belongs to.</summary>
internal static class Logout
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/auth/logout", HandleAsync)
        .AllowAnonymous()
        .WithName("Logout")
        .WithSummary("Ends the session at once; also answers 204 when it is already over.")
        .Produces(StatusCodes.Status204NoContent);

    private static async Task<IResult> HandleAsync(
        HttpContext http, SessionStore sessions, ILogger<SessionStore> logger, Request? request, CancellationToken ct)
    {
        var session = http.Features.Get<SessionFeature>() is { Fault: null } feature ? feature.SessionId : (Guid?)null;
        if (session is null && OpaqueToken.LooksLike(OpaqueToken.RefreshPrefix, request?.RefreshToken))
        {
            session = await sessions.FindSessionOfAsync(request!.RefreshToken!, ct);
        }

        if (session is { } id)
        {
            await sessions.EndAsync(id, "signed out", ct);
            Log.SessionEnded(logger, id);
        }

        SessionCookie.Remove(http);
        return TypedResults.NoContent();
    }

    internal sealed record Request(string? RefreshToken = null);
}
