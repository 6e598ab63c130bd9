namespace Footnote.Knowledge.Storage.S3;

/// <summary>A piece of a file on its way into an upload in parts; numbers start at 1.</summary>
internal sealed record S3Part(string Key, string UploadId, int Number, string Path, long From, long Size);
