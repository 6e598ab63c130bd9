namespace Footnote.Client.Accounts;

/// <summary>Names the account.</summary>
/// <param name="Email">Its address.</param>
internal sealed record MakeAdministratorRequest(string Email);
