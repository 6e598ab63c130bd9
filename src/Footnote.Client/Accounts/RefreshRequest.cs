namespace Footnote.Client.Accounts;

/// <summary>Body of <c>POST /auth/refresh</c>.</summary>
internal sealed record RefreshRequest(string RefreshToken);
