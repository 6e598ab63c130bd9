namespace Footnote.Client.Accounts;

/// <summary>Answer to a registration.</summary>
/// <param name="Email">The address as given.</param>
/// <param name="Status"><c>registered</c>.</param>
public sealed record RegisterResponse(string Email, string Status);
