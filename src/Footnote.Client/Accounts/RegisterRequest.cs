namespace Footnote.Client.Accounts;

/// <summary>Body of <c>POST /auth/register</c>.</summary>
/// <param name="Email">The address of the account.</param>
/// <param name="Password">In clear; only ever sent to the server.</param>
/// <param name="SetupCode">The one-time code a server prints that has no administrator yet; makes the account one.</param>
public sealed record RegisterRequest(string Email, string Password, string? SetupCode = null);
