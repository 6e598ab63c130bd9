using Footnote.Client;

namespace Footnote.Testing;

/// <summary>A registered user with an access token.</summary>
public sealed record SignedIn(
    Guid UserId,
    Guid TenantId,
    string Email,
    string Password,
    string AccessToken,
    string RefreshToken,
    HttpClient Http,
    FootnoteClient Client);
