using Microsoft.Extensions.Options;

namespace Footnote.Identity.Users;

/// <summary>Length matters, not character classes; the passwords everybody tries first and the account's own name are refused.</summary>
internal sealed class PasswordRules(IOptions<IdentityOptions> options)
{
    public const int MaxLength = 128;
    private const int MinDistinct = 5;

    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "1234567890", "12345678910", "0123456789", "0987654321", "9876543210", "1q2w3e4r5t", "1qaz2wsx3edc", "qwertyuiop",
        "qwerty12345", "qwerty123456", "asdfghjkl1", "zxcvbnm123", "password12", "password123", "password1234", "password12345",
        "passw0rd123", "p@ssw0rd123", "letmein123", "letmein1234", "iloveyou123", "iloveyou12", "welcome123", "welcome1234",
        "admin12345", "administrator", "administrator1", "changeme123", "changemenow", "football123", "baseball123", "sunshine123",
        "princess123", "superman123", "trustno1trustno1", "abcdefghij", "abcdefghijk", "abc1234567", "abcd123456", "abc123abc123",
        "1234qwerasdf", "qwer1234asdf", "qazwsxedcrfv", "monkey12345", "dragon12345", "master12345", "secret12345", "default12345",
        "testtest123", "test123456", "footnote123", "footnote1234",
    };

    /// <summary>Everything that is wrong with the password, in words that complete "password ...".</summary>
    public IEnumerable<string> Faults(string? password, string? email)
    {
        if (string.IsNullOrEmpty(password))
        {
            yield return "is required";
            yield break;
        }

        var minimum = options.Value.MinPasswordLength;
        if (password.Length < minimum)
        {
            yield return $"must have at least {minimum.ToString(System.Globalization.CultureInfo.InvariantCulture)} characters";
        }

        if (password.Length > MaxLength)
        {
            yield return "must have at most 128 characters";
        }

        if (password.Distinct().Count() < MinDistinct || Common.Contains(password))
        {
            yield return "is too easy to guess";
        }
        else if (ContainsName(password, email))
        {
            yield return "must not contain the name of the e-mail address";
        }
    }

    private static bool ContainsName(string password, string? email)
    {
        var at = email?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        return at > 3 && password.Contains(email![..at], StringComparison.OrdinalIgnoreCase);
    }
}
