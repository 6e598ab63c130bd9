namespace Footnote.Knowledge.Sources;

/// <summary>An item as the last run left it.</summary>
/// <param name="DocumentId">Null for items that are passed over because they cannot be read.</param>
internal sealed record RememberedItem(string Reference, string Version, string? Memo, Guid? DocumentId);
