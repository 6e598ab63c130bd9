namespace Footnote.Client.Accounts;

/// <summary>An account as the operator sees it.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The address.</param>
/// <param name="Roles">Names of roles; empty for a plain member.</param>
public sealed record OperatorAccount(Guid Id, string Email, IReadOnlyList<string> Roles);
