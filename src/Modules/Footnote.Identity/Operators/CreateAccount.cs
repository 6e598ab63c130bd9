using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Identity.Operators;

/// <summary>POST /operator/accounts: an account made by the operator, whether registration is open or not.</summary>
internal static class CreateAccount
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/operator/accounts", HandleAsync)
        .RequireAuthorization(IdentityModule.OperatorPolicy)
        .WithName("CreateAccount")
        .WithSummary("Creates an account; for the local operator only.")
        .Produces<OperatorAccount>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(Request request, OperatorAccounts accounts, CancellationToken ct)
    {
        var created = await accounts.CreateAsync(
            request.Email ?? string.Empty, request.Password ?? string.Empty, request.Administrator, ct);
        return created.IsSuccess
            ? TypedResults.Json(OperatorAccount.Of(created.Value), statusCode: StatusCodes.Status201Created)
            : created.Error.Problem();
    }

    internal sealed record Request(string? Email = null, string? Password = null, bool Administrator = false);
}
