using Footnote.Identity;

namespace Footnote.Knowledge.Documents;

/// <summary>For whom a document is stored: a person who acts, or the person a synchronised source works for.</summary>
internal sealed record DocumentOwner(Guid TenantId, Guid UserId)
{
    public static DocumentOwner Of(Principal principal) => new(principal.TenantId, principal.UserId);
}
