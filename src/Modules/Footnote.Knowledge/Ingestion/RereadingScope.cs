namespace Footnote.Knowledge.Ingestion;

/// <summary>Which documents are looked at: those of a collection, or one.</summary>
internal sealed record RereadingScope(Guid TenantId, Guid? CollectionId = null, Guid? DocumentId = null);
