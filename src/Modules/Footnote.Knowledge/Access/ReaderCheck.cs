using Footnote.Identity;
using Footnote.Knowledge.Documents;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Access;

/// <summary>Whether named readers exist in the tenant. A person of another tenant is as unknown as nobody.</summary>
internal sealed class ReaderCheck(TenantMembers members)
{
    /// <summary>The fault, by the path of the field; null when all are known.</summary>
    public async Task<Error?> FaultAsync(Guid tenantId, DocumentReaders readers, string path, CancellationToken cancellationToken)
    {
        var faults = new FieldErrors();
        if (readers.Users.Count > 0)
        {
            var known = await members.FindAsync(tenantId, readers.Users, cancellationToken);
            foreach (var user in readers.Users.Where(user => !known.ContainsKey(user)))
            {
                faults.Add($"{path}users", $"{user:D} is no member of the organisation");
            }
        }

        if (readers.Roles.Count > 0)
        {
            var known = await members.RolesAsync(tenantId, cancellationToken);
            faults.AddIf(!readers.Roles.All(known.Contains), $"{path}roles", "names a role that nobody in the organisation has");
        }

        return faults.Any ? faults.ToError() : null;
    }
}
