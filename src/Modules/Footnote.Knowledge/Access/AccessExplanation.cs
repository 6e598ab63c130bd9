using Footnote.Knowledge.Documents;

namespace Footnote.Knowledge.Access;

/// <summary>Whether a person sees a document, with every rule that decides it. It uses the same keys as the queries do.</summary>
internal sealed record AccessExplanation(bool Allowed, IReadOnlyList<AccessRule> Rules)
{
    /// <param name="document">The document, deleted or not.</param>
    /// <param name="userId">The person.</param>
    /// <param name="roles">The person's roles; null for somebody who is no member of the document's tenant.</param>
    /// <param name="showAll">Whether the readers may be shown that do not concern the person.</param>
    public static AccessExplanation Of(ManagedDocument document, Guid userId, IReadOnlyCollection<string>? roles, bool showAll)
    {
        var readers = DocumentReaders.FromKeys(document.Readers, document.Owner);
        var isMember = roles is not null;
        List<AccessRule> rules =
        [
            new("member", AccessRule.Required, isMember, "is a member of the organisation that has the document"),
            new("not_deleted", AccessRule.Required, document.DeletedAt is null, "the document is not deleted"),
            new("everyone", AccessRule.AnyOf, isMember && readers.Everyone, "everyone in the organisation is a reader"),
            new("owner", AccessRule.AnyOf, document.OwnerId == userId, "owns the document"),
            new("user", AccessRule.AnyOf, readers.Users.Contains(userId), "is named as a reader"),
        ];
        foreach (var role in readers.Roles)
        {
            var hasRole = roles?.Contains(role, StringComparer.Ordinal) == true;
            if (hasRole || showAll)
            {
                rules.Add(new("role", AccessRule.AnyOf, hasRole, $"has the role {role}, which is a reader"));
            }
        }

        var answers = document.CurrentVersionId is not null;
        rules.Add(new("answers", AccessRule.Information, answers, "a version has been read, so searches find it"));
        var allowed = rules.Where(rule => rule.Kind == AccessRule.Required).All(rule => rule.Holds)
            && rules.Any(rule => rule is { Kind: AccessRule.AnyOf, Holds: true });
        return new AccessExplanation(allowed, rules);
    }
}
