namespace Footnote.Simulators.S3;

/// <summary>The bytes of an object as they arrived.</summary>
public sealed record S3StoredObject(byte[] Content, string ETag, DateTimeOffset Modified);
