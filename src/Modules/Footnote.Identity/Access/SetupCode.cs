using System.Security.Cryptography;

namespace Footnote.Identity.Access;

/// <summary>Codes a person can type: 20 characters without look-alikes, about 98 bits.</summary>
internal static class SetupCode
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Groups = 4;
    private const int GroupLength = 5;

    public static string Generate() =>
        string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));
}
