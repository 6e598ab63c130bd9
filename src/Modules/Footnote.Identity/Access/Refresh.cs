using Footnote.Identity.Sessions;
using Footnote.Identity.Tokens;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Footnote.Identity.Access;

/// <summary>POST /auth/refresh: a new access token and a new refresh token; the old one is used up.</summary>
internal static class Refresh
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/auth/refresh", HandleAsync)
        .AllowAnonymous()
        .WithName("RefreshTokens")
        .WithSummary("Exchanges a refresh token, which works once, for a new pair.")
        .Produces<TokenPair>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> HandleAsync(
        Request request, SessionStore sessions, ILogger<SessionStore> logger, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(request.RefreshToken))
        {
            return Error.Validation("refresh_token", "is required").Problem();
        }

        if (!OpaqueToken.LooksLike(OpaqueToken.RefreshPrefix, request.RefreshToken))
        {
            return IdentityErrors.InvalidToken().Problem();
        }

        var pair = await sessions.RefreshAsync(request.RefreshToken, logger, ct);
        return pair.ToHttp(TypedResults.Ok);
    }

    internal sealed record Request(string? RefreshToken = null);
}
