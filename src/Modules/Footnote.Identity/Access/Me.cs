using Dapper;
using Footnote.Identity.Authentication;
using Footnote.Identity.Tokens;
using Footnote.Platform.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Identity.Access;

/// <summary>GET /auth/me: who the caller is; browsers find their anti-forgery value here.</summary>
internal static class Me
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/auth/me", HandleAsync)
        .RequireAuthorization()
        .WithName("Me")
        .WithSummary("Describes the signed-in user.")
        .Produces<Response>()
        .ProducesProblem(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> HandleAsync(
        Principal principal,
        HttpContext http,
        ModuleDatabase<IdentitySchema> database,
        IdentityKeys keys,
        CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, ct);
        var tenantName = await connection.QuerySingleAsync<string>(new CommandDefinition(
            "select name from tenants where id = @TenantId", new { principal.TenantId }, cancellationToken: ct));
        var session = http.Features.GetRequiredFeature<SessionFeature>();
        return TypedResults.Ok(new Response(
            principal.UserId,
            principal.Name,
            principal.TenantId,
            tenantName,
            [.. principal.Roles.Order(StringComparer.Ordinal)],
            session.IsCookie ? keys.CsrfToken(session.SessionId) : null,
            session.ExpiresAt));
    }

    internal sealed record Response(
        Guid Id,
        string Email,
        Guid TenantId,
        string TenantName,
        string[] Roles,
        string? CsrfToken,
        DateTimeOffset? SessionExpiresAt);
}
