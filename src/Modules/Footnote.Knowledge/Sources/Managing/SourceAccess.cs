using Footnote.Identity;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>Sources are the administrators' business: they reach other systems with the server's rights.</summary>
internal static class SourceAccess
{
    /// <summary>Null when the caller may.</summary>
    public static Error? Refusal(Principal principal) =>
        principal.IsAdministrator ? null : Error.Forbidden("Only an administrator may see and change sources.");
}
