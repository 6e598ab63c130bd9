namespace Footnote.Identity.Sessions;

/// <summary>What an API client receives at sign-in and refresh.</summary>
internal sealed record TokenPair(string AccessToken, string RefreshToken, string TokenType, int ExpiresIn);
