namespace Footnote.Client.Documents;

/// <summary>Why somebody can or cannot see a document.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="UserId">The person.</param>
/// <param name="Allowed">Whether the person sees it.</param>
/// <param name="Rules">Every rule and its result.</param>
public sealed record DocumentAccess(Guid DocumentId, Guid UserId, bool Allowed, IReadOnlyList<DocumentAccessRule> Rules);
