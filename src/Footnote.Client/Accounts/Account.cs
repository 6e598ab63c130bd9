namespace Footnote.Client.Accounts;

/// <summary>The person behind the credentials in use.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Email">Address.</param>
/// <param name="TenantId">Organisation whose documents are visible.</param>
/// <param name="TenantName">Its name.</param>
/// <param name="Roles">For example <c>admin</c>.</param>
/// <param name="CsrfToken">Anti-forgery token, for cookie sessions only; goes into <c>X-CSRF-Token</c>.</param>
/// <param name="SessionExpiresAt">End of the session.</param>
public sealed record Account(
    Guid Id,
    string Email,
    Guid TenantId,
    string? TenantName,
    IReadOnlyList<string> Roles,
    string? CsrfToken = null,
    DateTimeOffset? SessionExpiresAt = null);
