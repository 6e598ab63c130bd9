using Microsoft.AspNetCore.Http;

namespace Footnote.Identity;

/// <summary>Who acts in this request. <see cref="Name"/> is for display only and never for logs.</summary>
public sealed record Principal(Guid UserId, Guid TenantId, Guid SessionId, string Name, IReadOnlySet<string> Roles)
{
    public const string AdministratorRole = "admin";
    public const string OperatorRole = "operator";
    private IReadOnlyList<string>? _accessKeys;

    public bool IsAdministrator => Roles.Contains(AdministratorRole);

    /// <summary>What the readers of a chunk are matched against: the tenant, the user and the roles, sorted ordinally.</summary>
    public IReadOnlyList<string> AccessKeys => _accessKeys ??= BuildAccessKeys();

    /// <summary>Binds the parameter of an endpoint; without an authenticated caller it throws, so it never authorises by default.</summary>
    public static ValueTask<Principal> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var principal = context.Features.Get<Principal>()
            ?? throw new BadHttpRequestException("The endpoint needs an authenticated caller.", StatusCodes.Status401Unauthorized);
        return ValueTask.FromResult(principal);
    }

    private string[] BuildAccessKeys()
    {
        string[] keys = [$"tenant:{TenantId:D}", $"user:{UserId:D}", .. Roles.Select(role => $"role:{role}")];
        Array.Sort(keys, StringComparer.Ordinal);
        return keys;
    }
}
