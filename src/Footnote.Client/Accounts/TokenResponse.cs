namespace Footnote.Client.Accounts;

/// <summary>Tokens of a session.</summary>
/// <param name="AccessToken">Goes into <c>Authorization: Bearer</c>.</param>
/// <param name="RefreshToken">Valid for one refresh.</param>
/// <param name="TokenType"><c>Bearer</c>.</param>
/// <param name="ExpiresIn">Lifetime of the access token in seconds.</param>
public sealed record TokenResponse(string AccessToken, string RefreshToken, string TokenType, int ExpiresIn);
