namespace Footnote.Identity.Access;

/// <summary>So many permits in each window.</summary>
internal sealed record AttemptLimit(string Name, int Permits, TimeSpan Window)
{
    public static AttemptLimit LoginByAddress(IdentityOptions options) =>
        new("login-address", options.LoginAttemptsPerAddress, TimeSpan.FromMinutes(15));

    public static AttemptLimit LoginByAccount(IdentityOptions options) =>
        new("login-account", options.LoginAttemptsPerAccount, TimeSpan.FromMinutes(15));

    public static AttemptLimit RegisterByAddress(IdentityOptions options) =>
        new("register-address", options.RegistrationsPerAddress, TimeSpan.FromHours(1));

    public static AttemptLimit RegisterByAccount(IdentityOptions options) =>
        new("register-account", options.RegistrationsPerAccount, TimeSpan.FromHours(1));
}
