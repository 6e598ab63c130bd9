namespace Footnote.Client.Documents;

/// <summary>A file of a bulk upload.</summary>
/// <param name="Path">Its name, with the folders it lies in before it, separated by slashes; they become tags.</param>
/// <param name="Open">Opens the content; called once for each attempt, and the stream is disposed.</param>
public sealed record BulkFile(string Path, Func<Stream> Open);
