namespace Footnote.Client.Accounts;

/// <summary>An account to create.</summary>
/// <param name="Email">The address; at most 254 characters.</param>
/// <param name="Password">By the server's password rules.</param>
/// <param name="Administrator">Whether the account gets the administrator's role.</param>
public sealed record CreateAccountRequest(string Email, string Password, bool Administrator);
