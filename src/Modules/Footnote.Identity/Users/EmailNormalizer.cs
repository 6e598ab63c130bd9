using Microsoft.AspNetCore.Identity;

namespace Footnote.Identity.Users;

internal sealed class EmailNormalizer : ILookupNormalizer
{
    public string? NormalizeName(string? name) => NormalizeEmail(name);

    public string? NormalizeEmail(string? email) => email is null ? null : EmailAddress.Normalize(email);
}
