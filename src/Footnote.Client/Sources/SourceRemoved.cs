namespace Footnote.Client.Sources;

/// <summary>A source was removed.</summary>
/// <param name="DocumentsDeleted">Documents that went with it.</param>
/// <param name="Position">Position of their deletion in the change log.</param>
public sealed record SourceRemoved(int DocumentsDeleted, long? Position);
