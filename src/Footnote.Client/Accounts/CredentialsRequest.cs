namespace Footnote.Client.Accounts;

/// <summary>Body of sign-in.</summary>
/// <param name="Email">The address of the account.</param>
/// <param name="Password">In clear; only ever sent to the server.</param>
public sealed record CredentialsRequest(string Email, string Password);
