namespace Footnote.Client.Accounts;

/// <summary>What a visitor may know before signing in.</summary>
/// <param name="Registration"><c>open</c> or <c>closed</c>.</param>
/// <param name="SignedIn">Whether the request carried valid credentials.</param>
public sealed record AuthenticationStatus(string Registration, bool SignedIn)
{
    /// <summary>Whether anyone may register.</summary>
    public bool IsRegistrationOpen => string.Equals(Registration, "open", StringComparison.Ordinal);
}
