using System.ComponentModel.DataAnnotations;

namespace Footnote.Identity;

/// <summary>Accounts, sessions and the limits on attempts.</summary>
public sealed class IdentityOptions
{
    /// <summary>Who may register before an administrator decides: Auto means everybody on loopback and nobody otherwise.</summary>
    public RegistrationMode Registration { get; set; } = RegistrationMode.Auto;

    /// <summary>Name of the organisation that a new server has.</summary>
    [StringLength(100, MinimumLength = 1, ErrorMessage = "must have 1 to 100 characters")]
    public string OrganizationName { get; set; } = "Organization";

    /// <summary>How long an access token is valid.</summary>
    [Range(1, 24 * 60, ErrorMessage = "must be between 1 and 1440")]
    public int AccessTokenMinutes { get; set; } = 30;

    /// <summary>How long a refresh token waits for its use.</summary>
    [Range(1, 365, ErrorMessage = "must be between 1 and 365")]
    public int RefreshTokenDays { get; set; } = 30;

    /// <summary>How long a sign-in lasts at most.</summary>
    [Range(1, 400, ErrorMessage = "must be between 1 and 400")]
    public int SessionDays { get; set; } = 90;

    /// <summary>Characters a password must have.</summary>
    [Range(8, 128, ErrorMessage = "must be between 8 and 128")]
    public int MinPasswordLength { get; set; } = 10;

    /// <summary>Failed sign-ins per account and quarter of an hour.</summary>
    [Range(1, 1_000_000, ErrorMessage = "must be between 1 and 1000000")]
    public int LoginAttemptsPerAccount { get; set; } = 10;

    /// <summary>Sign-ins per client address and quarter of an hour.</summary>
    [Range(1, 1_000_000, ErrorMessage = "must be between 1 and 1000000")]
    public int LoginAttemptsPerAddress { get; set; } = 100;

    /// <summary>Registrations per client address and hour.</summary>
    [Range(1, 1_000_000, ErrorMessage = "must be between 1 and 1000000")]
    public int RegistrationsPerAddress { get; set; } = 30;

    /// <summary>Registrations of the same account per hour.</summary>
    [Range(1, 1_000_000, ErrorMessage = "must be between 1 and 1000000")]
    public int RegistrationsPerAccount { get; set; } = 10;
}
