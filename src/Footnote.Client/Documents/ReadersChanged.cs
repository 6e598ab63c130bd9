namespace Footnote.Client.Documents;

/// <summary>The readers of a document.</summary>
/// <param name="Id">The document.</param>
/// <param name="Everyone">Everyone in the organisation reads it.</param>
/// <param name="Users">Users that read it beside the owner.</param>
/// <param name="Roles">Roles that read it.</param>
/// <param name="Position">The document's last position in the change log.</param>
public sealed record ReadersChanged(Guid Id, bool Everyone, IReadOnlyList<Guid> Users, IReadOnlyList<string> Roles, long? Position);
