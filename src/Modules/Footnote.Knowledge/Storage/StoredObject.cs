namespace Footnote.Knowledge.Storage;

/// <summary>An object as a listing names it.</summary>
internal sealed record StoredObject(string Key, long Size, DateTimeOffset CreatedAt);
