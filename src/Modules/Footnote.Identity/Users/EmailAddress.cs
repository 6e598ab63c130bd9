using System.Text;

namespace Footnote.Identity.Users;

/// <summary>Checks and normalises what people type as their address. Only a message to it could prove that it exists.</summary>
internal static class EmailAddress
{
    public const int MaxLength = 254;
    private const int MaxLocalLength = 64;

    /// <summary>Null when the address can be one, else what is wrong with it.</summary>
    public static string? Fault(string? email)
    {
        if (string.IsNullOrWhiteSpace(email))
        {
            return "is required";
        }

        if (email.Length > MaxLength)
        {
            return "must have at most 254 characters";
        }

        var at = email.LastIndexOf('@');
        var isAddress = at is > 0 and <= MaxLocalLength
            && at < email.Length - 1
            && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or ',' or ';' or '\uFFFE')
            && email.IndexOf('@', StringComparison.Ordinal) == at
            && IsDomain(email.AsSpan(at + 1));
        return isAddress ? null : "must be an e-mail address";
    }

    public static string Normalize(string email) => email.Trim().Normalize(NormalizationForm.FormC).ToUpperInvariant();

    private static bool IsDomain(ReadOnlySpan<char> domain) =>
        !domain.StartsWith(".", StringComparison.Ordinal)
        && !domain.EndsWith(".", StringComparison.Ordinal)
        && !domain.Contains("..", StringComparison.Ordinal)
        && !domain.StartsWith("-", StringComparison.Ordinal);
}
