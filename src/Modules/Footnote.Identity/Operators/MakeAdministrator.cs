using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Identity.Operators;

/// <summary>POST /operator/accounts/administrator: gives the administrator's role.</summary>
internal static class MakeAdministrator
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/operator/accounts/administrator", HandleAsync)
        .RequireAuthorization(IdentityModule.OperatorPolicy)
        .WithName("MakeAdministrator")
        .WithSummary("Makes an account an administrator; for the local operator only.")
        .Produces<OperatorAccount>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(Request request, OperatorAccounts accounts, CancellationToken ct)
    {
        var changed = await accounts.MakeAdministratorAsync(request.Email ?? string.Empty, ct);
        return changed.IsSuccess ? TypedResults.Json(OperatorAccount.Of(changed.Value)) : changed.Error.Problem();
    }

    internal sealed record Request(string? Email = null);
}
