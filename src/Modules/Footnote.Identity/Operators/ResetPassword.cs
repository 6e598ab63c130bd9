using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Identity.Operators;

/// <summary>POST /operator/accounts/password: a new password without mail; every session of the account ends.</summary>
internal static class ResetPassword
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/operator/accounts/password", HandleAsync)
        .RequireAuthorization(IdentityModule.OperatorPolicy)
        .WithName("ResetPassword")
        .WithSummary("Sets a new password and ends the account's sessions; for the local operator only.")
        .Produces<OperatorAccount>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(Request request, OperatorAccounts accounts, CancellationToken ct)
    {
        var changed = await accounts.ResetPasswordAsync(request.Email ?? string.Empty, request.Password ?? string.Empty, ct);
        return changed.IsSuccess ? TypedResults.Json(OperatorAccount.Of(changed.Value)) : changed.Error.Problem();
    }

    internal sealed record Request(string? Email = null, string? Password = null);
}
