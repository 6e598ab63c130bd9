namespace Footnote.Knowledge.Changes;

/// <summary>One thing that happened to a document.</summary>
internal sealed record ChangeEntry(Guid TenantId, Guid DocumentId, string Kind, Guid? VersionId, DateTimeOffset CreatedAt);
