namespace Footnote.Knowledge.Storage.S3;

/// <summary>An object as a listing of the bucket names it.</summary>
internal sealed record S3Object(string Key, long Size, string ETag, DateTimeOffset ModifiedAt);
