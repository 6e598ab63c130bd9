namespace Footnote.Web.Pages;

internal static class LocalAddress
{
    /// <summary>The address when it stays on this server, else <c>/</c>: a link to sign-in must not lead elsewhere afterwards.</summary>
    public static string Of(string? address)
    {
        var isLocal = address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
        return isLocal ? address! : "/";
    }
}
