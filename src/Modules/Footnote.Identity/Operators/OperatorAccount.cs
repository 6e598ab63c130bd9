namespace Footnote.Identity.Operators;

/// <summary>An account as the operator sees it.</summary>
internal sealed record OperatorAccount(Guid Id, string Email, IReadOnlyList<string> Roles)
{
    public static OperatorAccount Of(Account account) => new(account.UserId, account.Email, account.Roles);
}
