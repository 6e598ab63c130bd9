namespace Footnote.Knowledge.Indexing.Snapshots;

/// <summary>Tells the entry at a position of one log from those at the same position of other logs.</summary>
internal sealed record ChangeStamp(Guid DocumentId, DateTimeOffset CreatedAt);
