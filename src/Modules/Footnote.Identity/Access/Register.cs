using Footnote.Identity.Users;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Footnote.Identity.Access;

/// <summary>POST /auth/register. A known address gets the same answer as a new one.</summary>
internal static class Register
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/auth/register", HandleAsync)
        .AllowAnonymous()
        .WithName("Register")
        .WithSummary("Creates an account in this server's organisation.")
        .Produces<Response>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> HandleAsync(
        Request request,
        HttpContext http,
        AccountDirectory accounts,
        RegistrationPolicy policy,
        AttemptLimiter limiter,
        IOptions<IdentityOptions> options,
        ILogger<RegisterEvents> logger,
        CancellationToken ct)
    {
        var faults = accounts.Check(request.Email, request.Password);
        if (faults.Any)
        {
            return faults.ToError().Problem();
        }

        var email = request.Email!;
        var refusal = await limiter.TakeAsync(
            AttemptLimit.RegisterByAddress(options.Value), AttemptLimiter.SubjectOf(http.Connection.RemoteIpAddress), ct)
            ?? await limiter.TakeAsync(AttemptLimit.RegisterByAccount(options.Value), EmailAddress.Normalize(email), ct);
        if (refusal is not null)
        {
            return refusal.Problem();
        }

        string[] roles = [];
        if (!string.IsNullOrEmpty(request.SetupCode) && await policy.RedeemAsync(request.SetupCode, ct))
        {
            roles = [Principal.AdministratorRole];
        }
        else if (!await policy.IsOpenAsync(ct))
        {
            return IdentityErrors.RegistrationClosed().Problem();
        }

        var account = await accounts.CreateAsync(email, request.Password!, roles, ct);
        if (!account.IsSuccess)
        {
            return account.Error.Problem();
        }

        if (account.Value is { } created)
        {
            Log.Registered(logger, created.UserId);
        }

        return TypedResults.Json(new Response(email.Trim(), "registered"), statusCode: StatusCodes.Status201Created);
    }

    internal sealed record Request(string? Email = null, string? Password = null, string? SetupCode = null);

    internal sealed record Response(string Email, string Status);

    internal sealed class RegisterEvents;
}
